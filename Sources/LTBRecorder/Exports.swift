// Owns what a program sees that imports only this module: the recorder and the events that it records.

@_exported public import LTBEvents

// Nothing is called: what there is to do happens before the tests begin.

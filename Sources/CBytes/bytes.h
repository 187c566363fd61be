// Owns the vector instructions that search text, for which Swift has no words: comparisons to a mask of bits.

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// A bit for each of 32 bytes that is a quote, a backslash, a control character or not ASCII, the first one lowest.
static inline uint32_t ltb_special_of_32(const void *_Nonnull bytes) {
    uint32_t found = 0;
#if defined(__SSE2__)
    for (int half = 0; half < 2; half++) {
        const __m128i text = _mm_loadu_si128((const __m128i *)bytes + half);
        const __m128i quotes = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
        const __m128i backslashes = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
        // As signed numbers, bytes beyond ASCII are below the space too.
        const __m128i low = _mm_cmplt_epi8(text, _mm_set1_epi8(' '));
        const int special = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), low));
        found |= (uint32_t)special << (16 * half);
    }
#else
    const uint8_t *text = (const uint8_t *)bytes;
    for (int place = 0; place < 32; place++) {
        const int special = text[place] < ' ' || text[place] >= 0x80 || text[place] == '"' || text[place] == '\\';
        found |= (uint32_t)special << place;
    }
#endif
    return found;
}

/// The place of the first of 16 bytes that is a quote, a backslash, a control character or not ASCII; 16 for none.
static inline int32_t ltb_first_special_of_16(const void *_Nonnull bytes) {
#if defined(__SSE2__)
    const __m128i text = _mm_loadu_si128((const __m128i *)bytes);
    const __m128i quotes = _mm_cmpeq_epi8(text, _mm_set1_epi8('"'));
    const __m128i backslashes = _mm_cmpeq_epi8(text, _mm_set1_epi8('\\'));
    // As signed numbers, bytes beyond ASCII are below the space too.
    const __m128i low = _mm_cmplt_epi8(text, _mm_set1_epi8(' '));
    const int found = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), low));
    return __builtin_ctz((unsigned)found | 0x10000u);
#elif defined(__aarch64__)
    const int8x16_t text = vld1q_s8((const int8_t *)bytes);
    const uint8x16_t quotes = vceqq_s8(text, vdupq_n_s8('"'));
    const uint8x16_t backslashes = vceqq_s8(text, vdupq_n_s8('\\'));
    const uint8x16_t low = vcltq_s8(text, vdupq_n_s8(' '));
    const uint8x16_t special = vorrq_u8(vorrq_u8(quotes, backslashes), low);
    // Four bits of each byte, in one word.
    const uint8x8_t nibbles = vshrn_n_u16(vreinterpretq_u16_u8(special), 4);
    const uint64_t found = vget_lane_u64(vreinterpret_u64_u8(nibbles), 0);
    return found == 0 ? 16 : __builtin_ctzll(found) >> 2;
#else
    const uint8_t *text = (const uint8_t *)bytes;
    int32_t place = 0;
    while (place < 16 && text[place] >= ' ' && text[place] < 0x80 && text[place] != '"' && text[place] != '\\') place++;
    return place;
#endif
}

/// A bit for each of 64 bytes that is another one in two texts, the first one lowest.
static inline uint64_t ltb_difference_of_64(const void *_Nonnull one, const void *_Nonnull other) {
    uint64_t same = 0;
#if defined(__SSE2__)
    for (int part = 0; part < 4; part++) {
        const __m128i first = _mm_loadu_si128((const __m128i *)one + part);
        const __m128i second = _mm_loadu_si128((const __m128i *)other + part);
        same |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(first, second)) << (16 * part);
    }
#else
    const uint8_t *first = (const uint8_t *)one, *second = (const uint8_t *)other;
    for (int place = 0; place < 64; place++) same |= (uint64_t)(first[place] == second[place]) << place;
#endif
    return ~same;
}

/// How many bytes `ltb_unspace` looks at together.
enum { LTB_UNSPACED_BLOCK = 64 };

/// A bit for each of 64 bytes that is a given one, the first one lowest.
static inline uint64_t ltb_places_in_64(const void *_Nonnull bytes, char wanted) {
    uint64_t found = 0;
#if defined(__SSE2__)
    for (int part = 0; part < 4; part++) {
        const __m128i text = _mm_loadu_si128((const __m128i *)bytes + part);
        found |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8(wanted))) << (16 * part);
    }
#else
    const char *text = (const char *)bytes;
    for (int place = 0; place < 64; place++) found |= (uint64_t)(text[place] == wanted) << place;
#endif
    return found;
}

/// Copies JSON without each space that directly follows a comma or a colon outside of a string; how many bytes are left.
/// 0 if there is a backslash. 64 bytes after either text may be loaded or written to.
static inline size_t ltb_unspace(const void *_Nonnull text, size_t count, void *_Nonnull output) {
    const uint8_t *from = (const uint8_t *)text;
    uint8_t *to = (uint8_t *)output;
    uint64_t isInString = 0, isAfterMark = 0;
    for (size_t start = 0; start < count; start += LTB_UNSPACED_BLOCK, from += LTB_UNSPACED_BLOCK) {
        const size_t here = count - start < LTB_UNSPACED_BLOCK ? count - start : LTB_UNSPACED_BLOCK;
        const uint64_t own = UINT64_MAX >> (LTB_UNSPACED_BLOCK - here);
        if ((ltb_places_in_64(from, '\\') & own) != 0) return 0;
        // From each quote on, up to the next one, all bits change.
        uint64_t inside = ltb_places_in_64(from, '"');
        for (int distance = 1; distance < 64; distance *= 2) inside ^= inside << distance;
        inside ^= isInString;
        isInString = (uint64_t)((int64_t)inside >> 63);
        const uint64_t marks = (ltb_places_in_64(from, ',') | ltb_places_in_64(from, ':')) & ~inside;
        uint64_t spaces = ltb_places_in_64(from, ' ') & (marks << 1 | isAfterMark) & own;
        isAfterMark = marks >> 63;
        size_t begin = 0;
        while (spaces != 0) {
            const size_t place = (size_t)__builtin_ctzll(spaces);
            memcpy(to, from + begin, LTB_UNSPACED_BLOCK);
            to += place - begin;
            begin = place + 1;
            spaces &= spaces - 1;
        }
        memcpy(to, from + begin, LTB_UNSPACED_BLOCK);
        to += here - begin;
    }
    return (size_t)(to - (uint8_t *)output);
}

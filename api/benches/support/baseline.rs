//! What the assessment is held against: reading its files, and drawing its coins.

use karvon_engine::assessment::Assessment;

/// Reads every field of every row with the csv crate, as text, and does nothing with it.
pub(crate) fn read_with_the_csv_crate<'a>(files: impl Iterator<Item = &'a [u8]>) -> usize {
    let mut record = csv::StringRecord::new();
    let mut length = 0;
    for bytes in files {
        let mut reader = csv::Reader::from_reader(bytes);
        while reader.read_record(&mut record).expect("the csv that was just written reads") {
            length += record.iter().map(str::len).sum::<usize>();
        }
    }
    length
}

/// Draws one coin for every own likelihood of every party and channel and one for every link, each in all worlds of the
/// assessment, and counts heads: 64 worlds a word, bit by bit until all are decided. One thread, no network.
pub(crate) fn draw_the_coins(assessment: &Assessment) -> u32 {
    let own = assessment.parties.iter().flat_map(|party| &party.channels).map(|channel| channel.own);
    let links = assessment.links.iter().filter_map(|link| link.weight);
    let blocks = u64::from(assessment.manifest.worlds.div_ceil(64));
    let mut heads = 0_u32;
    for (key, probability) in (0_u64..).zip(own.chain(links)) {
        let key = mix(key);
        let threshold = (probability * 4_294_967_296.0 + 0.5) as u64;
        for block in 0..blocks {
            heads = heads.wrapping_add(below(threshold, |bit| mix(key ^ (block * 32 + bit))).count_ones());
        }
    }
    heads
}

fn below(threshold: u64, word: impl Fn(u64) -> u64) -> u64 {
    if threshold >> 32 > 0 {
        return u64::MAX;
    }
    let (mut below, mut tied, mut bit) = (0, u64::MAX, 0);
    while tied != 0 && bit < 32 {
        let word = word(bit);
        if threshold >> (31 - bit) & 1 == 1 {
            below |= tied & !word;
            tied &= word;
        } else {
            tied &= !word;
        }
        bit += 1;
    }
    below
}

fn mix(word: u64) -> u64 {
    let word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

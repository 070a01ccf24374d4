//! A recording as one small file without loss (FLAC), and back. What comes from outside is read as a stranger's: only a whole file of
//! a voice note's shape is let through.

use std::io::Cursor;

use claxon::{FlacReader, FlacReaderOptions};
use flacenc::bitsink::ByteSink;
use flacenc::component::BitRepr as _;
use flacenc::config::Encoder;
use flacenc::error::{SourceError, Verify as _};
use flacenc::source::{Fill, Source};
use teren_domain::voice_note::{MOST_SECONDS, RATE};
use zeroize::Zeroizing;

use super::samples_in;

const BITS: u32 = 16;
/// Samples of the shortest block that a reader takes for one.
const SHORTEST_BLOCK: usize = 16;

/// The samples as a file; `None` where there is nothing to say or the encoder cannot say it. A last block too short to be read,
/// less than a thousandth of a second, is left out.
pub fn encode(samples: &[i16]) -> Option<Vec<u8>> {
    let config = Encoder::default().into_verified().ok()?;
    let block = config.block_size;
    let rest = samples.len() % block;
    let unread = if rest < SHORTEST_BLOCK { rest } else { 0 };
    let samples = samples.get(..samples.len() - unread)?;
    let spoken = Spoken {
        length: samples.len(),
        left: samples,
    };
    let stream = flacenc::encode_with_fixed_block_size(&config, spoken, block).ok()?;
    let mut sink = ByteSink::new();
    stream.write(&mut sink).ok()?;
    Some(sink.into_inner()).filter(|_| !samples.is_empty())
}

/// The samples of a file; `None` unless it is whole and one of a voice note.
pub fn decode(bytes: &[u8]) -> Option<Zeroizing<Vec<i16>>> {
    let options = FlacReaderOptions {
        metadata_only: false,
        read_vorbis_comment: false,
    };
    let mut reader = FlacReader::new_ext(Cursor::new(bytes), options).ok()?;
    let info = reader.streaminfo();
    let told = usize::try_from(info.samples?).ok()?;
    let shape = (info.channels, info.bits_per_sample, info.sample_rate);
    if shape != (1, BITS, RATE) || told == 0 || told > samples_in(MOST_SECONDS) {
        return None;
    }
    // Of its full size from the start, so that no part is left behind where it grew from.
    let mut samples = Zeroizing::new(Vec::with_capacity(told));
    let mut blocks = reader.blocks();
    let mut buffer = Vec::new();
    while let Some(block) = blocks.read_next_or_eof(buffer).ok()? {
        let duration = usize::try_from(block.duration()).ok()?;
        if block.channels() != 1 || samples.len() + duration > told {
            return None;
        }
        for sample in block.channel(0) {
            samples.push(i16::try_from(*sample).ok()?);
        }
        buffer = block.into_buffer();
    }
    (samples.len() == told).then_some(samples)
}

/// Gives the encoder one block at a time, and leaves no copy of the whole.
struct Spoken<'a> {
    length: usize,
    left: &'a [i16],
}

impl Source for Spoken<'_> {
    fn channels(&self) -> usize {
        1
    }

    fn bits_per_sample(&self) -> usize {
        16
    }

    fn sample_rate(&self) -> usize {
        samples_in(1)
    }

    fn read_samples<F: Fill>(&mut self, block: usize, into: &mut F) -> Result<usize, SourceError> {
        let (now, left) = self.left.split_at(block.min(self.left.len()));
        self.left = left;
        let samples: Zeroizing<Vec<i32>> =
            Zeroizing::new(now.iter().copied().map(i32::from).collect());
        into.fill_interleaved(&samples)?;
        Ok(now.len())
    }

    fn len_hint(&self) -> Option<usize> {
        Some(self.length)
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
mod tests {
    use super::{decode, encode};

    /// Something like a voice: two tones that swell, and noise.
    fn spoken(samples: u32) -> Vec<i16> {
        let mut noise = 17_u32;
        let voice = (0..samples).map(|place| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hiss = i16::try_from(noise >> 25).unwrap() - 64;
            let at = f64::from(place) / 16_000.0;
            let tone = (at * 880.0).sin() * 4000.0 + (at * 2513.0).sin() * 1500.0;
            let tone = (tone * (at * 7.0).sin()) as i16;
            tone + hiss
        });
        voice.collect()
    }

    #[test]
    fn what_was_said_comes_back_sample_by_sample_from_a_smaller_file() {
        for samples in [16, 4096, 4800, 40_001] {
            let said = spoken(samples);
            let file = encode(&said).unwrap();
            assert_eq!(*decode(&file).unwrap(), said, "{samples}");
        }
        let said = spoken(4111);
        let kept = decode(&encode(&said).unwrap()).unwrap();
        assert_eq!(*kept, said[..4096], "the last 15 are no block");
        let said = spoken(40_000);
        assert!(encode(&said).unwrap().len() < said.len() * 2 * 3 / 4);
        let loudest = [i16::MIN, i16::MAX].repeat(5000);
        assert_eq!(*decode(&encode(&loudest).unwrap()).unwrap(), loudest);
        assert_eq!((encode(&[]), encode(&[7; 15])), (None, None));
    }

    #[test]
    fn a_cut_a_changed_and_a_foreign_file_are_not_played() {
        let file = encode(&spoken(20_000)).unwrap();
        assert!(decode(&file).is_some());
        for end in [0, 1, 4, 41, 60, file.len() / 2, file.len() - 1] {
            assert!(decode(&file[..end]).is_none(), "cut at {end}");
        }
        let mut longer = file.clone();
        longer.extend(&file);
        assert!(decode(&longer).is_none(), "two in one");
        for foreign in [
            &b"RIFF\x24\0\0\0WAVEfmt "[..],
            b"OggS\0\x02",
            b"\xff\xd8\xff\xe0",
            b"fLaC",
        ] {
            assert!(decode(foreign).is_none());
        }
        let step = (file.len() / 300).max(1);
        for place in (42..file.len()).step_by(step) {
            let mut changed = file.clone();
            changed[place] ^= 0x10;
            assert!(decode(&changed).is_none(), "a bit changed at {place}");
        }
    }

    #[test]
    fn a_file_that_tells_of_hours_or_of_another_shape_is_refused_before_it_is_read() {
        let file = encode(&spoken(20_000)).unwrap();
        // STREAMINFO: 20 bits of the rate, 3 of channels, 5 of bits, 36 of samples.
        let with = |place: usize, value: u8| {
            let mut changed = file.clone();
            changed[place] = value;
            decode(&changed).is_none()
        };
        assert!(with(18, 0xac), "another rate");
        assert!(with(20, file[20] | 0x02), "two channels");
        assert!(with(21, file[21] | 0x0f), "years of it");
        assert!(with(22, 0xff), "days of it");
        assert!(with(25, file[25] ^ 1), "a sample more or less");
    }
}

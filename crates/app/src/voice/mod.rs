//! Notatki głosowe: what a microphone hears is held in memory alone, kept beside the log as one compact file, and played from there.

mod flac;
mod notes;

use std::sync::atomic::{AtomicBool, AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::session::lock;

pub use teren_domain::voice_note::RATE;

pub(crate) use notes::notes_of;

/// What is quieter is no voice: a microphone that is switched off.
const FAINT: u16 = 32;
/// Samples of silence after the last one, a quarter of a second: what a device was given is heard only a moment later.
const FADE: usize = 4000;
/// The quietest peak that a level shows, in decibels below the loudest.
const SHOWN_DB: f32 = 50.0;

/// The machine's microphone and loudspeaker. What listens or plays ends when the returned value is dropped.
pub trait Sound: Send + Sync {
    fn listen(&self, take: Arc<Take>) -> Result<Running, SoundFault>;
    fn play(&self, reel: Arc<Reel>) -> Result<Running, SoundFault>;
}

/// The device at work.
pub type Running = Box<dyn Send>;

/// Why a device does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoundFault {
    Missing,
    Busy,
    /// The system does not let this program have it.
    Refused,
    Failed,
}

/// What is being recorded: 16-bit samples of one channel, [`RATE`] a second. Wiped when it goes.
pub struct Take {
    /// Of its full size from the start, so that no part is left behind where it grew from.
    heard: Mutex<Zeroizing<Vec<i16>>>,
    most: usize,
    peak: AtomicU16,
    voiced: AtomicBool,
    lost: AtomicBool,
}

impl Take {
    #[must_use]
    pub fn new(most_seconds: u32) -> Self {
        let most = samples_in(most_seconds);
        Self {
            heard: Mutex::new(Zeroizing::new(Vec::with_capacity(most))),
            most,
            peak: AtomicU16::new(0),
            voiced: AtomicBool::new(false),
            lost: AtomicBool::new(false),
        }
    }

    /// More of it; what comes after the end is not taken.
    pub fn hear(&self, samples: &[i16]) {
        let loudest = samples.iter().map(|sample| sample.unsigned_abs()).max();
        let Some(loudest) = loudest else { return };
        self.peak.store(loudest, Ordering::Relaxed);
        if loudest > FAINT {
            self.voiced.store(true, Ordering::Relaxed);
        }
        let mut heard = lock(&self.heard);
        let room = self.most - heard.len();
        heard.extend(samples.iter().take(room));
    }

    /// The device stopped by itself: it was unplugged, or taken away.
    pub fn lose(&self) {
        self.lost.store(true, Ordering::Relaxed);
    }

    fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// How loud it was last, of 100.
    fn level(&self) -> u32 {
        match self.peak.load(Ordering::Relaxed) {
            0 => 0,
            peak => {
                let below = -20.0 * (f32::from(peak) / f32::from(i16::MAX)).log10();
                percent(1.0 - below / SHOWN_DB)
            }
        }
    }

    /// Nothing was said for so long that somebody should look at the microphone.
    fn is_silent(&self) -> bool {
        !self.voiced.load(Ordering::Relaxed) && self.len() >= samples_in(2)
    }

    fn len(&self) -> usize {
        lock(&self.heard).len()
    }

    pub fn seconds_left(&self) -> u32 {
        seconds_of(self.most - self.len())
    }

    /// All of it; nothing stays here.
    pub fn finish(&self) -> Zeroizing<Vec<i16>> {
        std::mem::take(&mut *lock(&self.heard))
    }
}

/// What is being played. Wiped when it goes.
pub struct Reel {
    samples: Zeroizing<Vec<i16>>,
    played: AtomicUsize,
    lost: AtomicBool,
}

impl Reel {
    #[must_use]
    pub fn new(samples: Zeroizing<Vec<i16>>) -> Self {
        Self {
            samples,
            played: AtomicUsize::new(0),
            lost: AtomicBool::new(false),
        }
    }

    /// The next sample; `None` at the end.
    pub fn next(&self) -> Option<i16> {
        let place = self.played.fetch_add(1, Ordering::Relaxed);
        self.samples.get(place).copied()
    }

    /// The device stopped by itself.
    pub fn lose(&self) {
        self.lost.store(true, Ordering::Relaxed);
    }

    pub fn is_over(&self) -> bool {
        let place = self.played.load(Ordering::Relaxed);
        place >= self.samples.len() + FADE || self.lost.load(Ordering::Relaxed)
    }

    fn seconds_left(&self) -> u32 {
        let place = self.played.load(Ordering::Relaxed);
        seconds_of(self.samples.len().saturating_sub(place))
    }
}

/// What of a seat's sound is at work.
#[derive(Default)]
pub(crate) struct Voice {
    /// None where nobody gave the seat one.
    sound: Option<Arc<dyn Sound>>,
    recorded: Mutex<Option<Recording>>,
    played: Mutex<Option<Playing>>,
}

impl Voice {
    pub fn of(sound: Arc<dyn Sound>) -> Self {
        Self {
            sound: Some(sound),
            ..Self::default()
        }
    }

    /// Nothing is heard any more from here.
    pub fn hush(&self) {
        *lock(&self.played) = None;
    }

    fn sound(&self) -> Result<&Arc<dyn Sound>, SoundFault> {
        self.sound.as_ref().ok_or(SoundFault::Missing)
    }
}

/// A voice note that is spoken now.
struct Recording {
    case: Uuid,
    visit: Uuid,
    line: Option<Uuid>,
    take: Arc<Take>,
    running: Running,
}

struct Playing {
    record: Uuid,
    reel: Arc<Reel>,
    _running: Running,
}

fn samples_in(seconds: u32) -> usize {
    usize::try_from(seconds.saturating_mul(RATE)).unwrap_or(usize::MAX)
}

/// Seconds that so many samples take, a begun one whole.
fn seconds_of(samples: usize) -> u32 {
    u32::try_from(samples).unwrap_or(u32::MAX).div_ceil(RATE)
}

fn percent(part: f32) -> u32 {
    (part.clamp(0.0, 1.0) * 100.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::{Reel, Take};
    use zeroize::Zeroizing;

    #[test]
    fn a_take_ends_where_its_time_ends_and_counts_down_to_it() {
        let take = Take::new(2);
        assert_eq!(take.seconds_left(), 2);
        take.hear(&[1000; 16_001]);
        assert_eq!(take.seconds_left(), 1);
        take.hear(&[1000; 40_000]);
        assert_eq!((take.seconds_left(), take.len()), (0, 32_000));
        assert_eq!(take.finish().len(), 32_000);
        assert_eq!(take.len(), 0, "what was recorded is nowhere else");
    }

    #[test]
    fn a_level_tells_a_voice_from_silence_and_a_microphone_that_is_off() {
        let take = Take::new(10);
        assert_eq!(take.level(), 0);
        take.hear(&[0; 32_000]);
        assert_eq!((take.level(), take.is_silent()), (0, true));
        take.hear(&[0, -328, 200]);
        assert_eq!((take.level(), take.is_silent()), (20, false));
        take.hear(&[i16::MIN]);
        assert_eq!(take.level(), 100);
    }

    #[test]
    fn a_reel_is_over_when_its_last_sample_was_heard_and_when_the_device_goes() {
        let reel = Reel::new(Zeroizing::new(vec![1, 2]));
        assert_eq!((reel.next(), reel.next()), (Some(1), Some(2)));
        assert_eq!((reel.seconds_left(), reel.is_over()), (0, false));
        assert!((0..super::FADE).all(|_| reel.next().is_none()));
        assert!(reel.is_over());
        let lost = Reel::new(Zeroizing::new(vec![1; 20_000]));
        assert_eq!(lost.seconds_left(), 2);
        lost.lose();
        assert!(lost.is_over());
    }
}

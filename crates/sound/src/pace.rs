//! From one number of samples a second to another. Each sample stands for its stretch of time, and a new one is the mean of what its
//! own stretch covers: plain, and good enough for speech.

/// Turns samples of one rate into samples of another, without end.
pub(crate) struct Pace {
    /// Parts of a second that both rates divide: one sample coming has so many of them,
    coming: u32,
    /// and one going.
    going: u32,
    sum: i64,
    filled: u32,
    /// The sample that came last, and how many of its parts are left.
    last: (i16, u32),
}

impl Pace {
    pub fn new(from: u32, to: u32) -> Self {
        Self {
            coming: to.max(1),
            going: from.max(1),
            sum: 0,
            filled: 0,
            last: (0, 0),
        }
    }

    /// Takes a sample, and gives what becomes whole by it.
    pub fn put(&mut self, sample: i16, mut give: impl FnMut(i16)) {
        self.last = (sample, self.coming);
        while let Some(whole) = self.whole() {
            give(whole);
        }
    }

    /// Gives the next sample, and takes as many as it needs.
    pub fn get(&mut self, mut next: impl FnMut() -> i16) -> i16 {
        loop {
            if let Some(whole) = self.whole() {
                return whole;
            }
            self.last = (next(), self.coming);
        }
    }

    /// A sample that is covered, if one is.
    fn whole(&mut self) -> Option<i16> {
        let (sample, left) = self.last;
        let part = left.min(self.going - self.filled);
        self.sum += i64::from(sample) * i64::from(part);
        self.filled += part;
        self.last = (sample, left - part);
        if self.filled < self.going {
            return None;
        }
        let mean = self.sum / i64::from(self.going);
        (self.sum, self.filled) = (0, 0);
        i16::try_from(mean).ok()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::Pace;

    fn put(from: u32, to: u32, samples: &[i16]) -> Vec<i16> {
        let mut pace = Pace::new(from, to);
        let mut turned = Vec::new();
        for sample in samples {
            pace.put(*sample, |whole| turned.push(whole));
        }
        turned
    }

    #[test]
    fn samples_of_the_same_pace_stay_as_they_are() {
        let samples = [1, -2, i16::MAX, i16::MIN, 0];
        assert_eq!(put(16_000, 16_000, &samples), samples);
        let mut pace = Pace::new(16_000, 16_000);
        let mut coming = samples.into_iter();
        let gone: Vec<i16> = (0..5)
            .map(|_| pace.get(|| coming.next().unwrap()))
            .collect();
        assert_eq!(gone, samples);
    }

    #[test]
    fn a_second_stays_a_second_at_every_pace() {
        for from in [8000, 11_025, 22_050, 44_100, 48_000, 96_000] {
            let second = vec![700; usize::try_from(from).unwrap()];
            assert_eq!(put(from, 16_000, &second), vec![700; 16_000], "{from}");
        }
    }

    #[test]
    fn what_is_slowed_down_is_the_mean_and_what_is_sped_up_is_said_again() {
        assert_eq!(put(48_000, 16_000, &[3, 6, 9, -30, 0, 30]), [6, 0]);
        assert_eq!(put(8000, 16_000, &[5, 9]), [5, 5, 9, 9]);
        let mut pace = Pace::new(16_000, 48_000);
        let mut coming = [4, 8].into_iter();
        let gone: Vec<i16> = (0..6)
            .map(|_| pace.get(|| coming.next().unwrap()))
            .collect();
        assert_eq!(gone, [4, 4, 4, 8, 8, 8]);
    }
}

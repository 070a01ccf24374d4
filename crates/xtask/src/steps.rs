//! Named steps, how long each took, and the summary at the end.

use std::time::{Duration, Instant};

use crate::house::Failure;

/// The steps taken so far.
#[derive(Default)]
pub struct Steps {
    taken: Vec<(String, Duration)>,
}

impl Steps {
    /// Takes one step under a headline and keeps its duration, whether it ends well or not.
    pub fn take(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = work();
        self.taken.push((name.to_owned(), start.elapsed()));
        outcome
    }

    /// One line a step; the last one carries the outcome.
    pub fn summary(&self, passed: bool) -> String {
        let mut lines = vec![String::from("\n== summary")];
        for (place, (name, took)) in self.taken.iter().enumerate() {
            let last = place + 1 == self.taken.len();
            let mark = if last && !passed { "FAILED" } else { "ok" };
            lines.push(format!("{mark:>6}  {:>7.1} s  {name}", took.as_secs_f64()));
        }
        let whole: Duration = self.taken.iter().map(|(_, took)| *took).sum();
        let word = if passed { "passed" } else { "failed" };
        lines.push(format!("gate {word} after {:.1} s", whole.as_secs_f64()));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_that_failed_is_the_one_marked() {
        let steps = Steps {
            taken: vec![
                ("tidy".into(), Duration::from_millis(1500)),
                ("format".into(), Duration::from_millis(500)),
            ],
        };
        assert_eq!(
            steps.summary(false),
            "\n== summary\n    ok      1.5 s  tidy\nFAILED      0.5 s  format\ngate failed after 2.0 s"
        );
        assert!(steps.summary(true).ends_with("gate passed after 2.0 s"));
    }

    #[test]
    fn a_step_is_kept_even_when_it_fails() {
        let mut steps = Steps::default();
        let outcome = steps.take("broken", || Err(Failure::Said("no".into())));
        assert!(outcome.is_err());
        assert_eq!(steps.taken.len(), 1);
    }
}

//! Medians, shares and the lines that tell them.

use std::time::{Duration, Instant};

/// Runs of everything that is compared.
pub const RUNS: usize = 5;

/// Values of one measurement, in one unit.
#[derive(Debug, Clone, Default)]
pub struct Series(Vec<f64>);

impl Series {
    pub fn add(&mut self, value: f64) {
        self.0.push(value);
    }

    /// The value below which `share` hundredths of all lie; zero of nothing.
    pub fn at(&self, share: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let place = sorted.len().saturating_sub(1) * share / 100;
        sorted.get(place).copied().unwrap_or_default()
    }

    pub fn median(&self) -> f64 {
        self.at(50)
    }
}

/// Milliseconds the work took, and what came of it.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (milliseconds(start.elapsed()), done)
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

pub fn headline(text: &str) {
    println!("\n== {text}");
}

/// One compared figure: the product, its floor, their ratio and the goal.
pub fn compare(name: &str, unit: &str, product: &Series, floor: &Series, goal: Option<f64>) {
    let ratio = product.median() / floor.median();
    let goal = goal.map_or_else(String::new, |goal| {
        let word = if ratio <= goal { "met" } else { "missed" };
        format!("   goal {goal:.2}: {word}")
    });
    println!(
        "{name:<34} {:>10.2} {unit:<4} floor {:>10.2} {unit:<4} ratio {ratio:>6.3}{goal}",
        product.median(),
        floor.median(),
    );
}

/// One figure that has no floor: median, 95th hundredth and the goal the caller names.
pub fn tell(name: &str, unit: &str, series: &Series, goal: &str) {
    println!(
        "{name:<34} {:>10.3} {unit:<4} p95   {:>10.3} {unit:<4} {goal}",
        series.median(),
        series.at(95),
    );
}

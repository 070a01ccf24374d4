//! The system's own sound, without a sound card: ALSA hears a file in the place of a microphone, and plays into nothing.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::env;
use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use teren_app::voice::{Reel, Sound as _, SoundFault, Take};
use teren_sound::Machine;

/// Set in the child process that finds the devices.
const DEVICES: &str = "TEREN_TEST_DEVICES";

/// Runs a test of this file once more, with ALSA told what its devices are; it reads that once in a process.
fn with_devices(test: &str, devices: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("asound.conf");
    fs::write(&path, devices).unwrap();
    let ended = Command::new(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env("ALSA_CONFIG_PATH", &path)
        .env(DEVICES, "here")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}\n{errors}");
    assert!(said.contains("1 passed"), "{said}");
}

#[test]
fn a_machine_without_a_microphone_says_so() {
    if env::var(DEVICES).is_err() {
        with_devices("a_machine_without_a_microphone_says_so", "");
        return;
    }
    let unheard = Machine.listen(Arc::new(Take::new(1))).err();
    assert_eq!(unheard, Some(SoundFault::Missing));
    let reel = Arc::new(Reel::new(vec![1; 10].into()));
    assert_eq!(Machine.play(reel).err(), Some(SoundFault::Missing));
}

#[test]
fn what_the_microphone_hears_is_taken_and_what_is_played_is_heard() {
    if env::var(DEVICES).is_err() {
        let folder = tempfile::tempdir().unwrap();
        let spoken = folder.path().join("spoken.raw");
        let bytes: Vec<u8> = spoken_samples().flat_map(i16::to_le_bytes).collect();
        fs::write(&spoken, bytes).unwrap();
        let devices = format!(
            "pcm.!default {{\n type file\n slave.pcm {{ type null }}\n file /dev/null\n infile {spoken:?}\n format raw\n}}\n"
        );
        with_devices(
            "what_the_microphone_hears_is_taken_and_what_is_played_is_heard",
            &devices,
        );
        return;
    }
    let take = Arc::new(Take::new(2));
    let running = Machine.listen(Arc::clone(&take)).unwrap();
    until(|| take.seconds_left() == 0);
    drop(running);
    let heard = take.finish();
    assert_eq!(heard.len(), 32_000, "no more than its time");
    assert!(heard.iter().copied().eq(spoken_samples().take(32_000)));

    let reel = Arc::new(Reel::new(heard));
    let running = Machine.play(Arc::clone(&reel)).unwrap();
    until(|| reel.is_over());
    drop(running);
}

fn spoken_samples() -> impl Iterator<Item = i16> {
    (0..60_000_i32).map(|place| i16::try_from(place % 2000 - 1000).unwrap())
}

/// Waits as long as it takes: the null device has no clock.
fn until(done: impl Fn() -> bool) {
    while !done() {
        thread::sleep(Duration::from_millis(5));
    }
}

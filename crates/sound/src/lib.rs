//! The machine's microphone and loudspeaker: samples as the system has them, turned into those of a voice note and back.
//!
//! Never here: files, what a note belongs to, or anything kept after a device is let go.

mod pace;

use std::sync::Arc;

use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};
use cpal::{
    Device, Error, ErrorKind, FromSample, Sample, SampleFormat, SizedSample, Stream, StreamConfig,
    SupportedStreamConfig, SupportedStreamConfigRange,
};
use teren_app::voice::{RATE, Reel, Running, Sound, SoundFault, Take};
use zeroize::Zeroizing;

use pace::Pace;

/// Samples that are turned at a time, without asking for memory while the device waits.
const AT_ONCE: usize = 16 * 1024;

/// The devices that the system names first.
#[derive(Debug, Clone, Copy, Default)]
pub struct Machine;

impl Sound for Machine {
    fn listen(&self, take: Arc<Take>) -> Result<Running, SoundFault> {
        let device = cpal::default_host().default_input_device();
        let device = device.ok_or(SoundFault::Missing)?;
        let offered = device.supported_input_configs().map_err(fault)?;
        let chosen = match fitting(offered) {
            Some(chosen) => chosen,
            None => device.default_input_config().map_err(fault)?,
        };
        let listens = match chosen.sample_format() {
            SampleFormat::I16 => listen::<i16>,
            SampleFormat::I32 => listen::<i32>,
            SampleFormat::F32 => listen::<f32>,
            SampleFormat::U8 => listen::<u8>,
            _ => return Err(SoundFault::Failed),
        };
        let stream = listens(&device, chosen.config(), take).map_err(fault)?;
        stream.play().map_err(fault)?;
        Ok(Box::new(stream))
    }

    fn play(&self, reel: Arc<Reel>) -> Result<Running, SoundFault> {
        let device = cpal::default_host().default_output_device();
        let device = device.ok_or(SoundFault::Missing)?;
        let offered = device.supported_output_configs().map_err(fault)?;
        let chosen = match fitting(offered) {
            Some(chosen) => chosen,
            None => device.default_output_config().map_err(fault)?,
        };
        let plays = match chosen.sample_format() {
            SampleFormat::I16 => play::<i16>,
            SampleFormat::I32 => play::<i32>,
            SampleFormat::F32 => play::<f32>,
            SampleFormat::U8 => play::<u8>,
            _ => return Err(SoundFault::Failed),
        };
        let stream = plays(&device, chosen.config(), reel).map_err(fault)?;
        stream.play().map_err(fault)?;
        Ok(Box::new(stream))
    }
}

/// What a device offers that needs the least turning: the samples of a voice note themselves, on as few channels as it goes.
fn fitting(
    offered: impl Iterator<Item = SupportedStreamConfigRange>,
) -> Option<SupportedStreamConfig> {
    let formats = [SampleFormat::I16, SampleFormat::F32, SampleFormat::I32];
    let fits = offered.filter_map(|range| {
        let format = formats
            .iter()
            .position(|format| *format == range.sample_format())?;
        let order = (range.channels(), format);
        Some((order, range.try_with_sample_rate(RATE)?))
    });
    let best = fits.min_by_key(|(order, _)| *order);
    best.map(|(_, config)| config)
}

fn listen<T>(device: &Device, config: StreamConfig, take: Arc<Take>) -> Result<Stream, Error>
where
    T: SizedSample,
    i16: FromSample<T>,
{
    let channels = usize::from(config.channels.max(1));
    let mut pace = Pace::new(config.sample_rate, RATE);
    let mut turned = Zeroizing::new(Vec::with_capacity(AT_ONCE));
    let lost = Arc::clone(&take);
    device.build_input_stream(
        config,
        move |data: &[T], _: &_| {
            for frame in data.chunks_exact(channels) {
                pace.put(mixed(frame), |sample| turned.push(sample));
                if turned.len() >= AT_ONCE / 2 {
                    take.hear(&turned);
                    turned.clear();
                }
            }
            take.hear(&turned);
            turned.clear();
        },
        move |error| {
            if is_end(&error) {
                lost.lose();
            }
        },
        None,
    )
}

fn play<T>(device: &Device, config: StreamConfig, reel: Arc<Reel>) -> Result<Stream, Error>
where
    T: SizedSample + FromSample<i16>,
{
    let channels = usize::from(config.channels.max(1));
    let mut pace = Pace::new(RATE, config.sample_rate);
    let lost = Arc::clone(&reel);
    device.build_output_stream(
        config,
        move |data: &mut [T], _: &_| {
            for frame in data.chunks_mut(channels) {
                let sample = pace.get(|| reel.next().unwrap_or(0));
                frame.fill(T::from_sample(sample));
            }
        },
        move |error| {
            if is_end(&error) {
                lost.lose();
            }
        },
        None,
    )
}

/// All channels of a moment as one.
fn mixed<T: Copy>(frame: &[T]) -> i16
where
    i16: FromSample<T>,
{
    let sum: i64 = (frame.iter())
        .map(|sample| i64::from(i16::from_sample(*sample)))
        .sum();
    let channels = i64::try_from(frame.len().max(1)).unwrap_or(1);
    i16::try_from(sum / channels).unwrap_or(0)
}

/// Whether a device that worked works no more; a lost moment is no end.
fn is_end(error: &Error) -> bool {
    !matches!(
        error.kind(),
        ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied
    )
}

fn fault(error: Error) -> SoundFault {
    match error.kind() {
        ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable => SoundFault::Missing,
        ErrorKind::DeviceBusy => SoundFault::Busy,
        ErrorKind::PermissionDenied => SoundFault::Refused,
        _ => SoundFault::Failed,
    }
}

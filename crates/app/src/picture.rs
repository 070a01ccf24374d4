//! Photographs without what the device wrote beside the picture: where, when and with what it was taken.

use teren_domain::attachment::Media;

/// Marks that stand alone in a JPEG, without a length.
const ALONE: [u8; 10] = [0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8];
const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;
const EXIF: &[u8] = b"Exif\0\0";
/// Chunks of a PNG that make the picture; every other one says something about it.
const PNG_CHUNKS: [&[u8; 4]; 11] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"pHYs",
];

/// The same picture without what is written beside it; `None` for one that is cut or damaged. Which way up a photograph
/// is held stays; the text of a PDF is left as it is.
pub(crate) fn cleaned(media: Media, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match media {
        Media::Jpeg => jpeg(&bytes),
        Media::Png => png(&bytes),
        Media::Pdf => Some(bytes),
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut clean = bytes.get(..2)?.to_vec();
    let mut place = 2;
    loop {
        (*bytes.get(place)? == 0xff).then_some(())?;
        let marker = *bytes.get(place + 1)?;
        if marker == 0xff {
            place += 1;
            continue;
        }
        if marker == END_OF_IMAGE {
            clean.extend([0xff, END_OF_IMAGE]);
            return Some(clean);
        }
        if ALONE.contains(&marker) {
            clean.extend([0xff, marker]);
            place += 2;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([
            *bytes.get(place + 2)?,
            *bytes.get(place + 3)?,
        ]));
        let segment = bytes.get(place..place + 2 + length.max(2))?;
        let content = segment.get(4..)?;
        if makes_the_picture(marker, content) {
            clean.extend_from_slice(segment);
        } else if let Some(turned) = content.strip_prefix(EXIF).and_then(orientation) {
            clean.extend(only_orientation(turned));
        }
        place += segment.len();
        if marker == START_OF_SCAN {
            let end = place + end_of_scan(bytes.get(place..)?)?;
            clean.extend_from_slice(bytes.get(place..end)?);
            place = end;
        }
    }
}

/// Tables, frames and scans, and the three application segments that say how colours are meant.
fn makes_the_picture(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xc0..=0xcf | 0xda..=0xdf => true,
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        _ => false,
    }
}

/// Where the coded data of a scan ends: at the first marker that is none of its own.
fn end_of_scan(data: &[u8]) -> Option<usize> {
    data.windows(2).position(
        |pair| matches!(pair, [0xff, marker] if *marker != 0 && !(0xd0..=0xd7).contains(marker)),
    )
}

/// Tag 0x0112 of the first directory: 2 to 8 for a picture that is not upright.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |place: usize| {
        let pair = [*tiff.get(place)?, *tiff.get(place + 1)?];
        Some(if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        })
    };
    let high = |place: usize| Some(usize::from(short(place)?));
    let directory = match big {
        true => high(4)? << 16 | high(6)?,
        false => high(6)? << 16 | high(4)?,
    };
    let count = high(directory)?;
    let entries = (0..count).map(|entry| directory + 2 + 12 * entry);
    for entry in entries {
        if short(entry)? == 0x0112 {
            let turned = u8::try_from(short(entry + 8)?).ok()?;
            return (2..=8).contains(&turned).then_some(turned);
        }
    }
    None
}

/// An EXIF segment that says which way up the picture is held, and nothing else.
fn only_orientation(turned: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend(EXIF);
    segment.extend(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend([turned, 0, 0, 0, 0, 0, 0]);
    segment
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut clean = bytes.get(..8)?.to_vec();
    let mut rest = bytes.get(8..)?;
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk::<4>()?);
        let length = usize::try_from(length).ok()?.checked_add(12)?;
        let (chunk, behind) = rest.split_at_checked(length)?;
        let name = chunk.get(4..8)?;
        if PNG_CHUNKS.iter().any(|known| known.as_slice() == name) {
            clean.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(clean);
        }
        rest = behind;
    }
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
mod tests {
    use super::*;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    }

    /// EXIF with an orientation, a device and a place.
    fn exif(turned: u8) -> Vec<u8> {
        let mut content = EXIF.to_vec();
        content.extend(b"II*\0\x08\0\0\0\x02\0");
        content.extend(b"\x0f\x01\x02\0\x06\0\0\0\x26\0\0\0");
        content.extend([0x12, 1, 3, 0, 1, 0, 0, 0, turned, 0, 0, 0]);
        content.extend(b"\0\0\0\0Pixel\0GPS 52.0797 N 21.1200 E");
        segment(0xe1, &content)
    }

    /// The bones of a progressive JPEG of two scans.
    fn photograph(written_beside: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        bytes.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
        bytes.extend(written_beside.concat());
        bytes.extend(segment(0xdb, &[3; 65]));
        bytes.extend(segment(0xc2, &[8, 0, 16, 0, 16, 1, 1, 0x11, 0]));
        bytes.extend(segment(0xda, &[1, 1, 0, 0, 0, 0]));
        bytes.extend([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]);
        bytes.extend(segment(0xc4, &[7; 20]));
        bytes.extend(segment(0xda, &[1, 1, 0, 1, 5, 0]));
        bytes.extend([9, 9, 0xff, 0xd9]);
        bytes
    }

    #[test]
    fn a_photograph_loses_its_place_device_comment_and_trailer_and_nothing_of_the_picture() {
        let beside = [
            exif(1),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
            segment(0xe2, b"MPF\0more pictures"),
            segment(0xed, b"Photoshop 3.0\0Ewa"),
            segment(0xfe, b"a comment"),
        ];
        let mut bytes = photograph(&beside);
        bytes.extend(b"a film that hangs on behind");
        let clean = cleaned(Media::Jpeg, bytes).unwrap();
        assert_eq!(clean, photograph(&[]));
        assert_eq!(cleaned(Media::Jpeg, clean.clone()), Some(clean));
    }

    #[test]
    fn a_photograph_that_was_held_sideways_stays_turned() {
        for turned in 2..=8 {
            let clean = cleaned(Media::Jpeg, photograph(&[exif(turned)])).unwrap();
            assert_eq!(clean, photograph(&[only_orientation(turned)]));
            let place = clean.windows(6).position(|part| part == EXIF).unwrap() + 6;
            assert_eq!(orientation(&clean[place..]), Some(turned));
            assert!(!clean.windows(3).any(|part| part == b"GPS"));
        }
    }

    #[test]
    fn colour_profiles_stay() {
        let profiles = [
            segment(0xe2, b"ICC_PROFILE\0\x01\x01..."),
            segment(0xee, b"Adobe\0d\0\0\0\0\x01"),
        ];
        let bytes = photograph(&profiles);
        assert_eq!(cleaned(Media::Jpeg, bytes.clone()), Some(bytes));
    }

    #[test]
    fn a_photograph_cut_anywhere_is_damaged_and_never_more() {
        let bytes = photograph(&[exif(6)]);
        for end in 0..bytes.len() {
            assert_eq!(cleaned(Media::Jpeg, bytes[..end].to_vec()), None, "{end}");
        }
    }

    #[test]
    fn a_drawing_keeps_its_picture_and_loses_its_texts() {
        let chunk = |name: &[u8], content: &[u8]| {
            let length = u32::try_from(content.len()).unwrap().to_be_bytes();
            [&length[..], name, content, &[0; 4]].concat()
        };
        let drawing = |texts: &[Vec<u8>]| {
            let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
            bytes.extend(chunk(b"IHDR", &[1; 13]));
            bytes.extend(texts.concat());
            bytes.extend(chunk(b"IDAT", &[2; 30]));
            bytes.extend(chunk(b"IEND", &[]));
            bytes
        };
        let texts = [chunk(b"tEXt", b"Author\0Ewa"), chunk(b"eXIf", b"MM\0*GPS")];
        let mut bytes = drawing(&texts);
        bytes.extend(b"behind");
        assert_eq!(cleaned(Media::Png, bytes.clone()), Some(drawing(&[])));
        assert_eq!(cleaned(Media::Png, bytes[..60].to_vec()), None);
    }
}

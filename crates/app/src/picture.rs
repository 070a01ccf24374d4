//! Photographs without what the device wrote beside the picture: where, when and with what it was taken.

use teren_domain::attachment::Media;

/// Marks that stand alone in a JPEG, without a length.
const ALONE: [u8; 10] = [0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8];
const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;
const JFIF: u8 = 0xe0;
const EXIF: &[u8] = b"Exif\0\0";
/// Chunks of a PNG that make the picture; every other one says something about it.
const PNG_CHUNKS: [&[u8; 4]; 11] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"pHYs",
];

/// The same picture without what is written beside it; `None` for one that is cut or damaged, or has no picture. Which way up a photograph
/// is held stays; the text of a PDF is left as it is.
pub(crate) fn cleaned(media: Media, bytes: &[u8]) -> Option<Vec<u8>> {
    match media {
        Media::Jpeg => jpeg(bytes),
        Media::Png => png(bytes),
        Media::Pdf => Some(bytes.to_vec()),
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut clean = bytes.get(..2)?.to_vec();
    let mut place = 2;
    let (mut framed, mut scanned) = (false, false);
    loop {
        (*bytes.get(place)? == 0xff).then_some(())?;
        let marker = *bytes.get(place + 1)?;
        if marker == 0xff {
            place += 1;
            continue;
        }
        if marker == END_OF_IMAGE {
            clean.extend([0xff, END_OF_IMAGE]);
            return scanned.then_some(clean);
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
        framed |= is_frame(marker) && content.get(1..5)?.chunks(2).all(|side| side != [0, 0]);
        if marker == JFIF && content.starts_with(b"JFIF\0") {
            clean.extend(jfif_alone(content)?);
        } else if makes_the_picture(marker, content) {
            clean.extend_from_slice(segment);
        } else if let Some(turned) = content.strip_prefix(EXIF).and_then(orientation) {
            clean.extend(only_orientation(turned));
        }
        place += segment.len();
        if marker == START_OF_SCAN {
            let end = place + end_of_scan(bytes.get(place..)?)?;
            // A scan of nothing, or before the frame that says how large the picture is, is no picture.
            (framed && end > place).then_some(())?;
            scanned = true;
            clean.extend_from_slice(bytes.get(place..end)?);
            place = end;
        }
    }
}

/// Start of a frame of whatever coding: 0xc4, 0xc8 and 0xcc in this row are tables.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && ![0xc4, 0xc8, 0xcc].contains(&marker)
}

/// The JFIF segment without its thumbnail, a small second picture.
fn jfif_alone(content: &[u8]) -> Option<Vec<u8>> {
    let mut segment = vec![0xff, JFIF, 0, 16];
    segment.extend_from_slice(content.get(..12)?);
    segment.extend([0, 0]);
    Some(segment)
}

/// Tables, frames and scans, and the application segments that say how colours are meant.
fn makes_the_picture(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xc0..=0xcf | 0xda..=0xdf => true,
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
    let (mut framed, mut drawn) = (false, false);
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk::<4>()?);
        let length = usize::try_from(length).ok()?.checked_add(12)?;
        let (chunk, behind) = rest.split_at_checked(length)?;
        let name = chunk.get(4..8)?;
        if PNG_CHUNKS.iter().any(|known| known.as_slice() == name) {
            let (checked, sum) = chunk.get(4..)?.split_last_chunk::<4>()?;
            (crc(checked) == u32::from_be_bytes(*sum)).then_some(())?;
            clean.extend_from_slice(chunk);
        }
        match name {
            b"IHDR" => framed = chunk.get(8..16)?.chunks(4).all(|side| side != [0; 4]),
            b"IDAT" => drawn = framed && chunk.len() > 12,
            b"IEND" => return drawn.then_some(clean),
            _ => {}
        }
        rest = behind;
    }
}

/// CRC-32 as PNG counts it.
fn crc(bytes: &[u8]) -> u32 {
    let of_byte = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    };
    !bytes.iter().fold(u32::MAX, of_byte)
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
        bytes.extend(segment(JFIF, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
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
        let clean = cleaned(Media::Jpeg, &bytes).unwrap();
        assert_eq!(clean, photograph(&[]));
        assert_eq!(cleaned(Media::Jpeg, &clean), Some(clean));
    }

    #[test]
    fn a_photograph_that_was_held_sideways_stays_turned() {
        for turned in 2..=8 {
            let clean = cleaned(Media::Jpeg, &photograph(&[exif(turned)])).unwrap();
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
        assert_eq!(cleaned(Media::Jpeg, &bytes), Some(bytes));
    }

    #[test]
    fn a_photograph_cut_anywhere_is_damaged_and_never_more() {
        let bytes = photograph(&[exif(6)]);
        for end in 0..bytes.len() {
            assert_eq!(cleaned(Media::Jpeg, &bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn a_drawing_keeps_its_picture_and_loses_its_texts() {
        let chunk = |name: &[u8], content: &[u8]| {
            let length = u32::try_from(content.len()).unwrap().to_be_bytes();
            let sum = crc(&[name, content].concat()).to_be_bytes();
            [&length[..], name, content, &sum].concat()
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
        assert_eq!(cleaned(Media::Png, &bytes), Some(drawing(&[])));
        assert_eq!(cleaned(Media::Png, &bytes[..60]), None);
    }

    /// Small pictures as programs write them: 24 by 16 points.
    const BASELINE: &[u8] = include_bytes!("../tests/fixtures/pictures/sideways.jpg");
    const PROGRESSIVE: &[u8] = include_bytes!("../tests/fixtures/pictures/progressive.jpg");
    const DRAWING: &[u8] = include_bytes!("../tests/fixtures/pictures/drawing.png");

    fn holds(bytes: &[u8], word: &[u8]) -> bool {
        bytes.windows(word.len()).any(|part| part == word)
    }

    #[test]
    fn real_pictures_stay_pictures_and_say_nothing_of_who_took_them() {
        for (media, bytes) in [
            (Media::Jpeg, BASELINE),
            (Media::Jpeg, PROGRESSIVE),
            (Media::Png, DRAWING),
        ] {
            assert!(holds(bytes, b"Wymyslona"), "the file tells of somebody");
            let clean = cleaned(media, bytes).unwrap();
            assert!(!holds(&clean, b"Wymyslona"));
            assert_eq!(cleaned(media, &clean).as_ref(), Some(&clean));
        }
        let turned = cleaned(Media::Jpeg, BASELINE).unwrap();
        assert!(holds(&turned, &only_orientation(6)));
    }

    #[test]
    fn a_file_that_only_begins_and_ends_like_a_photograph_is_damaged() {
        let frame = segment(0xc0, &[8, 0, 16, 0, 16, 1, 1, 0x11, 0]);
        let flat = segment(0xc0, &[8, 0, 16, 0, 0, 1, 1, 0x11, 0]);
        let scan = [segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![1, 2, 3]].concat();
        let empty = segment(0xda, &[1, 1, 0, 0, 63, 0]);
        let file = |parts: &[&[u8]]| [&[0xff, 0xd8], &parts.concat()[..], &[0xff, 0xd9]].concat();
        assert!(cleaned(Media::Jpeg, &file(&[&frame, &scan])).is_some());
        for parts in [
            &[][..],
            &[&frame[..]],
            &[&scan],
            &[&scan, &frame],
            &[&flat, &scan],
            &[&frame, &empty],
        ] {
            assert_eq!(cleaned(Media::Jpeg, &file(parts)), None, "{parts:?}");
        }
    }

    #[test]
    fn a_drawing_with_one_wrong_bit_or_without_a_picture_is_damaged() {
        let clean = cleaned(Media::Png, DRAWING).unwrap();
        for place in 8..clean.len() {
            let mut wrong = clean.clone();
            wrong[place] ^= 1;
            let kept = cleaned(Media::Png, &wrong);
            assert!(kept.is_none_or(|kept| kept.len() < clean.len()), "{place}");
        }
        let header = &clean[..33];
        let end = &clean[clean.len() - 12..];
        assert_eq!(cleaned(Media::Png, &[header, end].concat()), None);
        assert_eq!(cleaned(Media::Png, &[&clean[..8], end].concat()), None);
    }

    #[test]
    fn the_small_second_picture_of_a_photograph_goes() {
        let thumbnail = [&b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01"[..], b"RGB"].concat();
        let with = [
            &[0xff, 0xd8],
            &segment(JFIF, &thumbnail)[..],
            &photograph(&[])[20..],
        ]
        .concat();
        assert_eq!(cleaned(Media::Jpeg, &with), Some(photograph(&[])));
    }
}

//! A PDF that somebody brought, drawn page by page in memory: nothing in it is run, fetched or followed.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery, StandardFont};
use hayro::hayro_syntax::object::Object;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

use crate::press::{FONTS, Picture, PrintError};
use crate::watch::{PATIENCE, Stop, watched};

/// Pages drawn at the most: more are for a program that reads books.
pub const MOST_PAGES: usize = 60;
/// Pixels of all pages drawn together at the most: sixty pages of A4 at twice their size.
const MOST_PIXELS: u64 = 120_000_000;
/// Objects of a file at the most; a page of a scanner has about ten.
const MOST_OBJECTS: usize = 200_000;
/// Pixels of one picture inside at the most: a sheet of A3 at 600 dpi has seventy million.
const MOST_PICTURE: u64 = 150_000_000;
/// Longest side of a page drawn, pixels; a larger one is drawn smaller.
const LONGEST: f32 = 2400.0;
/// Pixels for each point of a page that is only tried.
const FIRST_LOOK: f32 = 0.25;
/// Bytes at the end of a PDF among which its last words stand.
const TAIL: usize = 4096;

/// Why a PDF cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ForeignFault {
    /// It opens with a password only, or is locked in a way unknown here.
    #[error("the PDF is locked")]
    Locked,
    /// It is cut, has no page, or its first page cannot be drawn.
    #[error("the PDF is damaged")]
    Broken,
    /// It asks for more time, objects or pixels than any document that people bring.
    #[error("the PDF asks for too much")]
    TooMuch,
}

/// The pages of a PDF that were drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignPages {
    pub pictures: Vec<Picture>,
    /// Pages of the file altogether.
    pub of: usize,
}

/// Whether a PDF can be read: whole to its end, not locked, with a first page that can be drawn in time.
///
/// # Errors
/// When it is locked or damaged, or asks for too much.
pub fn examine(pdf: Vec<u8>) -> Result<(), ForeignFault> {
    let tail = pdf.get(pdf.len().saturating_sub(TAIL)..).unwrap_or(&pdf);
    if !tail.windows(5).any(|word| word == b"%%EOF") {
        return Err(ForeignFault::Broken);
    }
    let look = move |_: &Stop| {
        let pdf = opened(pdf)?;
        let pages = pdf.pages();
        let first = pages.first().ok_or(ForeignFault::Broken)?;
        let drawn = picture(first, &RenderCache::new(), &settings(), FIRST_LOOK);
        drawn.map(|_| ()).map_err(|_| ForeignFault::Broken)
    };
    match watched(PATIENCE, look) {
        Ok(read) => read.unwrap_or(Err(ForeignFault::Broken)),
        Err(_) => Err(ForeignFault::TooMuch),
    }
}

/// The pages of a PDF as pictures, [`MOST_PAGES`] at the most, and no more than fit into the time and the memory one file may take.
/// `pixels_per_point` is 1.0 for 72 dpi.
///
/// # Errors
/// When it is no PDF, is locked with a password, breaks what draws it, or asks for too much.
pub fn pictures_of(pdf: Vec<u8>, pixels_per_point: f32) -> Result<ForeignPages, PrintError> {
    let drawn = watched(PATIENCE, move |stop| draw(pdf, pixels_per_point, stop));
    let drawn = drawn.ok().flatten();
    drawn.unwrap_or(Err(PrintError::Picture))
}

/// Reads what the file consists of; nothing is drawn yet.
fn opened(pdf: Vec<u8>) -> Result<Pdf, ForeignFault> {
    let pdf = Pdf::new(pdf).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::MissingIDEntry) => ForeignFault::Broken,
        LoadPdfError::Decryption(_) => ForeignFault::Locked,
        LoadPdfError::Invalid => ForeignFault::Broken,
    })?;
    if pdf.len() > MOST_OBJECTS || pdf.objects().into_iter().any(|object| is_vast(&object)) {
        return Err(ForeignFault::TooMuch);
    }
    Ok(pdf)
}

/// A picture of more pixels than any scanner makes: unpacked it would fill the memory.
fn is_vast(object: &Object<'_>) -> bool {
    let Object::Stream(stream) = object else {
        return false;
    };
    let side = |name: &str| stream.dict().get::<u32>(name).map_or(0, u64::from);
    side("Width").saturating_mul(side("Height")) > MOST_PICTURE
}

fn draw(pdf: Vec<u8>, pixels_per_point: f32, stop: &Stop) -> Result<ForeignPages, PrintError> {
    let pdf = opened(pdf).map_err(|_| PrintError::Picture)?;
    let cache = RenderCache::new();
    let settings = settings();
    let of = pdf.pages().len();
    let (mut pictures, mut pixels) = (Vec::new(), 0);
    for page in pdf.pages().iter().take(MOST_PAGES) {
        if stop.is_set() || pixels > MOST_PIXELS {
            break;
        }
        let drawn = picture(page, &cache, &settings, pixels_per_point)?;
        pixels += u64::from(drawn.width) * u64::from(drawn.height);
        pictures.push(drawn);
    }
    if pictures.is_empty() {
        return Err(PrintError::Picture);
    }
    Ok(ForeignPages { pictures, of })
}

fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(font),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(|_| {}),
        render_annotations: true,
    }
}

fn picture<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    pixels_per_point: f32,
) -> Result<Picture, PrintError> {
    let (width, height) = page.render_dimensions();
    let longest = width.max(height).max(1.0);
    let scale = pixels_per_point.min(LONGEST / longest);
    let drawn = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
        ..RenderSettings::default()
    };
    let map = render(page, cache, settings, &drawn);
    let (width, height) = (map.width(), map.height());
    let png = map.into_png().map_err(|_| PrintError::Picture)?;
    Ok(Picture {
        png,
        width: width.into(),
        height: height.into(),
    })
}

/// Letters for a PDF that brings none of its own: those the papers are set with, Polish ones among them.
fn font(query: &FontQuery) -> Option<(FontData, u32)> {
    let standard = match query {
        FontQuery::Standard(font) => *font,
        FontQuery::Fallback(font) => font.pick_standard_font(),
    };
    let [regular, bold, italic, ..] = FONTS;
    let file: &'static [u8] = match standard {
        StandardFont::HelveticaBold
        | StandardFont::HelveticaBoldOblique
        | StandardFont::CourierBold
        | StandardFont::CourierBoldOblique
        | StandardFont::TimesBold
        | StandardFont::TimesBoldItalic => bold,
        StandardFont::HelveticaOblique
        | StandardFont::CourierOblique
        | StandardFont::TimesItalic => italic,
        _ => regular,
    };
    Some((Arc::new(file), 0))
}

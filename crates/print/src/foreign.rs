//! A PDF that somebody brought, drawn page by page in memory: nothing in it is run, fetched or followed.

use std::sync::Arc;
use std::thread;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery, StandardFont};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

use crate::press::{FONTS, Picture, PrintError};

/// Pages drawn at the most: more are for a program that reads books.
pub const MOST_PAGES: usize = 60;
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
}

/// Whether a PDF can be read: whole to its end, not locked, with a first page that can be drawn.
///
/// # Errors
/// When it is locked or damaged.
pub fn examine(pdf: Vec<u8>) -> Result<(), ForeignFault> {
    let tail = pdf.get(pdf.len().saturating_sub(TAIL)..).unwrap_or(&pdf);
    if !tail.windows(5).any(|word| word == b"%%EOF") {
        return Err(ForeignFault::Broken);
    }
    let reading = thread::Builder::new().name("foreign pages".to_owned());
    let read = reading.spawn(move || {
        let pdf = Pdf::new(pdf).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::MissingIDEntry) => ForeignFault::Broken,
            LoadPdfError::Decryption(_) => ForeignFault::Locked,
            LoadPdfError::Invalid => ForeignFault::Broken,
        })?;
        let pages = pdf.pages();
        let first = pages.first().ok_or(ForeignFault::Broken)?;
        let drawn = picture(first, &RenderCache::new(), &settings(), FIRST_LOOK);
        drawn.map(|_| ()).map_err(|_| ForeignFault::Broken)
    });
    let read = read.map_err(|_| ForeignFault::Broken)?.join();
    read.unwrap_or(Err(ForeignFault::Broken))
}

/// The pages of a PDF as pictures, [`MOST_PAGES`] at the most. `pixels_per_point` is 1.0 for 72 dpi.
///
/// # Errors
/// When it is no PDF, is locked with a password, or breaks what draws it.
pub fn pictures_of(pdf: Vec<u8>, pixels_per_point: f32) -> Result<Vec<Picture>, PrintError> {
    // A thread of its own: a file made to break the drawing ends that thread and nothing else.
    let drawing = thread::Builder::new().name("foreign pages".to_owned());
    let drawn = drawing.spawn(move || draw(pdf, pixels_per_point));
    let drawn = drawn.map_err(|_| PrintError::Picture)?.join();
    drawn.unwrap_or(Err(PrintError::Picture))
}

fn draw(pdf: Vec<u8>, pixels_per_point: f32) -> Result<Vec<Picture>, PrintError> {
    let pdf = Pdf::new(pdf).map_err(|_| PrintError::Picture)?;
    let cache = RenderCache::new();
    let settings = settings();
    let pages = pdf.pages().iter().take(MOST_PAGES);
    let pictures = pages.map(|page| picture(page, &cache, &settings, pixels_per_point));
    let pictures = pictures.collect::<Result<Vec<_>, _>>()?;
    if pictures.is_empty() {
        return Err(PrintError::Picture);
    }
    Ok(pictures)
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

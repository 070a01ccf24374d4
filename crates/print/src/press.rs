//! The press: the typesetting engine kept warm, one paper at a time put into it from memory.

use std::fmt;
use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, Scalar};
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::leaf::Leaf;
use crate::paper::Paper;

const TEMPLATE: &str = include_str!("../papers/paper.typ");
const TEMPLATE_PATH: &str = "/paper.typ";
const CONTENT_PATH: &str = "/paper.json";

pub(crate) const FONTS: [&[u8]; 5] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Italic.ttf"),
    include_bytes!("../fonts/NotoSansSymbols2-boxes.ttf"),
    include_bytes!("../fonts/NotoSansMath-signs.ttf"),
];

static LOADED: LazyLock<Vec<Font>> = LazyLock::new(|| {
    FONTS
        .iter()
        .filter_map(|file| Font::new(Bytes::new(*file), 0))
        .collect()
});

/// Whether some font of the press can draw the character.
pub(crate) fn drawable(character: char) -> bool {
    LOADED
        .iter()
        .any(|font| font.info().coverage.contains(u32::from(character)))
}

/// Why a paper was not printed. Nothing of what stands on it is repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    #[error("a path inside the press is not valid")]
    Path,
    #[error("the paper could not be written down for the press")]
    Content,
    #[error("the paper could not be set: {0}")]
    Setting(Places),
    #[error("the pages could not be kept as PDF/A: {0}")]
    Export(Places),
    #[error("a page could not be drawn")]
    Picture,
}

/// Places in the template at which the engine stopped, as byte offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places(Vec<usize>);

impl fmt::Display for Places {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places: Vec<String> = self.0.iter().map(usize::to_string).collect();
        write!(out, "template at {}", places.join(", "))
    }
}

/// One page as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

/// The engine: fonts, library and template, ready for the next paper.
pub struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    template: Source,
    content: FileId,
    standards: PdfStandards,
}

impl fmt::Debug for Press {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Press")
    }
}

impl Press {
    /// Warms the engine up.
    ///
    /// # Errors
    /// Only if the press itself was built wrongly.
    pub fn new() -> Result<Self, PrintError> {
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(LOADED.iter())),
            template: Source::new(place(TEMPLATE_PATH)?, TEMPLATE.to_owned()),
            content: place(CONTENT_PATH)?,
            standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
                .map_err(|_| PrintError::Export(Places(Vec::new())))?,
        })
    }

    /// The paper as PDF/A-2a and PDF/UA-1: fonts inside, text searchable, tagged for screen readers, in Polish.
    ///
    /// # Errors
    /// When the engine refuses the paper; the error names places of the template only.
    pub fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, PrintError> {
        let pages = self.set(paper)?;
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some("Teren".to_owned())),
            timestamp: midnight(paper.head.printed_on),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&pages, &options).map_err(|faults| PrintError::Export(self.places(&faults)))
    }

    /// The pages as pictures, for a screen. `pixels_per_point` is 1.0 for 72 dpi.
    ///
    /// # Errors
    /// When the engine refuses the paper.
    pub fn pictures(
        &self,
        paper: &Paper,
        pixels_per_point: f64,
    ) -> Result<Vec<Picture>, PrintError> {
        let pages = self.set(paper)?;
        let options = RenderOptions {
            pixel_per_pt: Scalar::new(pixels_per_point),
            render_bleed: false,
        };
        let draw = |page| {
            let map = typst_render::render(page, &options);
            let png = map.encode_png().map_err(|_| PrintError::Picture)?;
            let (width, height) = (map.width(), map.height());
            Ok(Picture { png, width, height })
        };
        pages.pages().iter().map(draw).collect()
    }

    fn set(&self, paper: &Paper) -> Result<PagedDocument, PrintError> {
        let leaf = Leaf::of(paper);
        let content = serde_json::to_vec(&leaf).map_err(|_| PrintError::Content)?;
        let sheet = Sheet {
            press: self,
            content: Bytes::new(content),
        };
        let set = typst::compile::<PagedDocument>(&sheet).output;
        // What the engine remembers of this paper is let go at once: it holds what people said.
        comemo::evict(0);
        set.map_err(|faults| PrintError::Setting(self.places(&faults)))
    }

    fn places(&self, faults: &[SourceDiagnostic]) -> Places {
        let sheet = Sheet {
            press: self,
            content: Bytes::new([]),
        };
        let place = |fault: &SourceDiagnostic| sheet.range(fault.span).map(|range| range.start);
        Places(faults.iter().filter_map(place).collect())
    }
}

fn place(path: &str) -> Result<FileId, PrintError> {
    let path = VirtualPath::new(path).map_err(|_| PrintError::Path)?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn midnight(date: NaiveDate) -> Option<Timestamp> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    Datetime::from_ymd_hms(date.year(), month, day, 0, 0, 0).map(Timestamp::new_utc)
}

/// One paper in the press.
struct Sheet<'a> {
    press: &'a Press,
    content: Bytes,
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.press.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.press.template.id() {
            Ok(self.press.template.clone())
        } else {
            Err(FileError::NotSource)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.content {
            Ok(self.content.clone())
        } else {
            Err(FileError::NotFound(PathBuf::new()))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        LOADED.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

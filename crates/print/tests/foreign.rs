//! PDFs that somebody brought, drawn for the screen.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use teren_print::{ForeignFault, PrintError, examine, pictures_of};

/// A PDF of one A4 page with a word in a font it does not bring.
fn certificate(text: &str) -> Vec<u8> {
    pdf_with(text, "[0 0 595 842]", "3 0 R", "")
}

/// The same with a page of these sides, these pages, and one more object.
fn pdf_with(text: &str, sides: &str, kids: &str, more: &str) -> Vec<u8> {
    let count = kids.matches('R').count();
    let stream = format!("BT /F1 24 Tf 72 700 Td ({text}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{kids}]/Count {count}>>"),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox{sides}/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        format!("<</Length {}>>stream\n{stream}\nendstream", stream.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        more.to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(pdf.len());
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = pdf.len();
    pdf.push_str("xref\n0 7\n0000000000 65535 f \n");
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!(
        "trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    ));
    pdf.into_bytes()
}

#[test]
fn a_certificate_is_drawn_with_its_words() {
    let words = pictures_of(certificate("ZASWIADCZENIE"), 1.0).unwrap();
    let blank = pictures_of(certificate(""), 1.0).unwrap();
    assert_eq!((words.pictures.len(), words.of), (1, 1));
    let page = words.pictures.first().unwrap();
    assert_eq!((page.width, page.height), (595, 842));
    assert!(page.png.starts_with(b"\x89PNG"));
    assert_ne!(words, blank, "the letters are on the page");
}

#[test]
fn what_is_no_pdf_or_is_cut_is_an_error_and_never_more() {
    let pdf = certificate("ZASWIADCZENIE");
    assert_eq!(
        pictures_of(b"%PDF-1.7".to_vec(), 1.0),
        Err(PrintError::Picture)
    );
    for end in (0..pdf.len()).step_by(29) {
        let cut = pdf.get(..end).unwrap_or_default().to_vec();
        let _drawn_or_not = pictures_of(cut, 1.0);
    }
}

#[test]
fn a_pdf_is_kept_only_where_it_is_whole_and_open() {
    let pdf = certificate("ZASWIADCZENIE");
    assert_eq!(examine(pdf.clone()), Ok(()));
    for end in (0..pdf.len() - 6).step_by(29) {
        let cut = pdf.get(..end).unwrap_or_default().to_vec();
        assert_eq!(examine(cut), Err(ForeignFault::Broken), "{end}");
    }
    for nothing in [&b"%PDF-1.7 nothing"[..], b"%PDF-1.7\n%%EOF", b""] {
        assert_eq!(examine(nothing.to_vec()), Err(ForeignFault::Broken));
    }
    let words = String::from_utf8(pdf).unwrap();
    let password = "<</Filter/Standard/V 2/R 3/Length 128/P -4\
        /O<0101010101010101010101010101010101010101010101010101010101010101>\
        /U<0202020202020202020202020202020202020202020202020202020202020202>>>";
    let locked = words.replace(
        "/Root 1 0 R",
        &format!("/Root 1 0 R/ID[<01><01>]/Encrypt {password}"),
    );
    assert_eq!(examine(locked.into_bytes()), Err(ForeignFault::Locked));
}

#[test]
fn a_vast_page_is_drawn_small_and_a_long_file_as_far_as_its_bounds_reach() {
    let wide = pdf_with("X", "[0 0 90000 1000]", "3 0 R", "");
    let page = pictures_of(wide, 1.5).unwrap().pictures.remove(0);
    assert!(page.width <= 2400 && page.height <= 2400);
    let long = pdf_with("X", "[0 0 20 20]", &"3 0 R ".repeat(70), "");
    let drawn = pictures_of(long, 1.0).unwrap();
    assert_eq!((drawn.pictures.len(), drawn.of), (60, 70));
}

#[test]
fn a_picture_that_would_fill_the_memory_is_not_unpacked() {
    let picture = |side: u32| {
        let dict = format!("<</Type/XObject/Subtype/Image/Width {side}/Height {side}/Length 1>>");
        let object = format!("{dict}stream\n0\nendstream");
        pdf_with("X", "[0 0 595 842]", "3 0 R", &object)
    };
    assert_eq!(examine(picture(5_000)), Ok(()));
    assert_eq!(examine(picture(90_000)), Err(ForeignFault::TooMuch));
    assert_eq!(pictures_of(picture(90_000), 1.0), Err(PrintError::Picture));
}

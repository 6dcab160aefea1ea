//! The rows as a spreadsheet: real tables with filters, dates that are dates, and text that stays text.

use super::messages::Message;
use super::sheet::{Cell, Column, Sheet, Table};
use crate::date::Day;
use crate::text::Language;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

/// Excel takes no more characters in a cell; what is cut says so.
const LONGEST_CELL: usize = 32_767;
/// Excel takes no more characters in a sheet's name.
const LONGEST_NAME: usize = 31;
/// The largest whole number that a spreadsheet keeps exactly.
const LARGEST_NUMBER: u64 = 1 << 53;

/// The spreadsheet as a file's content. The same rows give the same bytes.
///
/// # Errors
/// With plain words where a table does not fit, such as more than 1,048,575 rows.
pub fn workbook(sheet: &Sheet) -> Result<Vec<u8>, String> {
    written(sheet).map_err(|error| error.to_string())
}

fn written(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let start = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(sheet.title.as_str()).set_creation_datetime(&start));
    let mut names = Vec::new();
    let cover = Message::SectionSummary.say(sheet.language);
    summary(sheet, workbook.add_worksheet().set_name(sheet_name(&cover, &mut names))?)?;
    for table in sheet.tables() {
        // The first sheet already bears the name of the summary; the lines stand on a sheet of their own.
        let title = if table.key == "lines" { Message::SheetLines.say(sheet.language) } else { table.title.clone() };
        let worksheet = workbook.add_worksheet().set_name(sheet_name(&title, &mut names))?;
        fill(table, sheet.language, worksheet)?;
    }
    workbook.save_to_buffer()
}

/// A name that Excel accepts and no other sheet bears.
fn sheet_name(title: &str, taken: &mut Vec<String>) -> String {
    let safe: String = title.chars().map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { c }).collect();
    let safe = safe.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut number = 1;
    loop {
        let ending = if number == 1 { String::new() } else { format!(" {number}") };
        let room = LONGEST_NAME - ending.len();
        // Excel counts UTF-16 units, two for some characters; half the room is always enough for those.
        let mut short = String::new();
        for c in safe.chars() {
            if short.encode_utf16().count() + c.len_utf16() > room {
                break;
            }
            short.push(c);
        }
        let name = format!("{}{ending}", short.trim_end());
        let name = if name.is_empty() || name.eq_ignore_ascii_case("history") { format!("{name}_") } else { name };
        if !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
            taken.push(name.clone());
            return name;
        }
        number += 1;
    }
}

fn summary(sheet: &Sheet, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    worksheet.set_column_width(0, 100)?;
    let title = Format::new().set_bold().set_font_size(16);
    worksheet.write_string_with_format(0, 0, cell_text(&sheet.title, sheet.language), &title)?;
    let counts: Vec<&str> = sheet.counts.iter().map(|(_, text)| text.as_str()).collect();
    let counts = Message::CountsAre.fill(sheet.language, &[&counts.join(", ")]);
    let lines = sheet.header.iter().chain([&counts]).chain(&sheet.remarks).chain(&sheet.warnings).chain([&sheet.notice]);
    for (line, at) in lines.zip(1_u32..) {
        worksheet.write_string_with_format(at, 0, cell_text(line, sheet.language), &wrap)?;
    }
    Ok(())
}

fn fill(table: &Table, language: Language, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_num_format("#,##0").set_align(FormatAlign::Top);
    let date = Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top);
    let columns = columns(table, language);
    for ((_, column), at) in columns.iter().zip(0_u16..) {
        worksheet.set_column_width(at, f64::from(column.width))?;
    }
    for (row, at) in table.rows.iter().zip(1_u32..) {
        let mut column = 0_u16;
        for cell in row {
            match cell {
                Cell::Text(text) | Cell::Verdict(_, text) => write_text(worksheet, at, column, text, language, &wrap)?,
                Cell::Number(value) => write_number(worksheet, at, column, *value, &number)?,
                Cell::Count(text, range) => {
                    write_text(worksheet, at, column, text, language, &wrap)?;
                    write_number(worksheet, at, column + 1, range.min, &number)?;
                    write_number(worksheet, at, column + 2, range.max, &number)?;
                    column += 2;
                }
                Cell::Date(day, text) => match day.and_then(excel_day) {
                    Some(day) => drop(worksheet.write_datetime_with_format(at, column, &day, &date)?),
                    None => write_text(worksheet, at, column, text, language, &wrap)?,
                },
            }
            column += 1;
        }
    }
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let headers: Vec<TableColumn> = columns.iter().map(|(header, _)| TableColumn::new().set_header(header.as_str())).collect();
    let style = rust_xlsxwriter::Table::new().set_name(table.key).set_columns(&headers).set_style(TableStyle::Light9);
    worksheet.add_table(0, 0, last_row, last_column, &style)?;
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Headings as a table demands: each once. A count has two more columns, for at least and at most.
fn columns(table: &Table, language: Language) -> Vec<(String, &Column)> {
    let mut columns: Vec<(String, &Column)> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let mut labels = vec![column.label.clone()];
        if table.rows.iter().filter_map(|row| row.get(at)).any(|cell| matches!(cell, Cell::Count(..))) {
            labels.extend([Message::ColumnPeopleMin.say(language), Message::ColumnPeopleMax.say(language)]);
        }
        for label in labels {
            let label: String = label.chars().take(200).collect();
            let mut header = label.clone();
            let mut number = 2;
            while columns.iter().any(|(other, _)| other.to_lowercase() == header.to_lowercase()) {
                header = format!("{label} {number}");
                number += 1;
            }
            columns.push((header, column));
        }
    }
    columns
}

fn write_text(worksheet: &mut Worksheet, row: u32, column: u16, text: &str, language: Language, format: &Format) -> Result<(), XlsxError> {
    if !text.is_empty() {
        worksheet.write_string_with_format(row, column, cell_text(text, language), format)?;
    }
    Ok(())
}

fn write_number(worksheet: &mut Worksheet, row: u32, column: u16, value: Option<u64>, format: &Format) -> Result<(), XlsxError> {
    match value {
        None => {}
        // Below 2^53 every whole number is a floating-point number.
        #[expect(clippy::cast_precision_loss, reason = "the guard leaves only numbers that are exact")]
        Some(value) if value <= LARGEST_NUMBER => drop(worksheet.write_number_with_format(row, column, value as f64, format)?),
        Some(value) => drop(worksheet.write_string_with_format(row, column, value.to_string(), format)?),
    }
    Ok(())
}

/// Spreadsheets know no day before 1900.
fn excel_day(day: Day) -> Option<ExcelDateTime> {
    let text = day.to_string();
    (text.len() == 10 && text.as_str() >= "1900-03-01").then(|| ExcelDateTime::parse_from_str(&text).ok()).flatten()
}

/// What fits into a cell. What does not is counted, and stands whole in the other formats.
fn cell_text(text: &str, language: Language) -> String {
    let length = text.encode_utf16().count();
    if length <= LONGEST_CELL {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut units = 0;
    for c in text.chars() {
        if units + c.len_utf16() > LONGEST_CELL - 200 {
            break;
        }
        units += c.len_utf16();
        kept.push(c);
    }
    format!("{kept}{}", Message::CellCut.fill(language, &[&(length - units).to_string()]))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_NAME, sheet_name};

    #[test]
    fn names_of_sheets_are_short_unique_and_without_what_excel_forbids() {
        let mut taken = Vec::new();
        let long = "[a]:b*c?d/e\\f'".repeat(9);
        let names = [&long, &long, "History", "", "🙂".repeat(40).as_str()].map(|title| sheet_name(title, &mut taken));
        for name in &names {
            assert!(!name.is_empty() && name.encode_utf16().count() <= LONGEST_NAME, "{name:?}");
            assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']), "{name:?}");
        }
        assert_ne!(names[0], names[1]);
    }
}

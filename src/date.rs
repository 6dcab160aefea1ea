//! Days and periods. There is no clock here: a date is always an input.
//!
//! Files write inclusive dates (`2018-04`, `2019-06-27..2024-05-21`); inside, a period is half-open.
//! A date may be vague: `2018-04` is some day of that month (language reference P18).

use jiff::civil::Date;
use std::fmt;

/// A day, counted from 1970-01-01. Ordered and cheap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Before every date a file can hold.
    pub const BEGINNING: Day = Day(i32::MIN);
    /// After every date a file can hold.
    pub const END: Day = Day(i32::MAX);

    /// The day `days` later; the two ends of time stay where they are.
    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        if self == Day::BEGINNING || self == Day::END { self } else { Day(self.0.saturating_add(days)) }
    }

    fn from_civil(date: Date) -> Day {
        let days = date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days());
        Day(days)
    }

    fn civil(self) -> Option<Date> {
        jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(i64::from(self.0)).ok()?).ok()
    }
}

impl fmt::Display for Day {
    /// `2023-09-15`; the two ends of time print as `…`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.civil() {
            Some(date) => write!(f, "{date}"),
            None => write!(f, "…"),
        }
    }
}

/// How precisely a date was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2018-04-27`
    Day,
    /// `2018-04`: some day of that month.
    Month,
    /// `2018`: some day of that year.
    Year,
}

/// A date as written: the days it may be, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VagueDate {
    /// Earliest possible day.
    pub first: Day,
    /// Latest possible day, included.
    pub last: Day,
    /// As it was written.
    pub precision: Precision,
}

impl VagueDate {
    /// Reads `2024`, `2024-03` or `2024-03-05`. The error says in plain words what is wrong.
    pub fn parse(text: &str) -> Result<VagueDate, String> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| -> Result<i16, String> {
            if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) {
                part.parse().map_err(|_| not_a_date(text))
            } else {
                Err(not_a_date(text))
            }
        };
        match parts.as_slice() {
            [year] => {
                let year = number(year, 4)?;
                Ok(VagueDate { first: civil(year, 1, 1, text)?, last: civil(year, 12, 31, text)?, precision: Precision::Year })
            }
            [year, month] => {
                let (year, month) = (number(year, 4)?, number(month, 2)?);
                let first = civil(year, month, 1, text)?;
                let last = civil(year, month, days_in_month(year, month), text)?;
                Ok(VagueDate { first, last, precision: Precision::Month })
            }
            [year, month, day] => {
                let day = civil(number(year, 4)?, number(month, 2)?, number(day, 2)?, text)?;
                Ok(VagueDate { first: day, last: day, precision: Precision::Day })
            }
            _ => Err(not_a_date(text)),
        }
    }

    /// A date known to the day.
    pub fn exact(day: Day) -> VagueDate {
        VagueDate { first: day, last: day, precision: Precision::Day }
    }
}

impl fmt::Display for VagueDate {
    /// As precisely as it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(date) = self.first.civil() else { return write!(f, "…") };
        match self.precision {
            Precision::Day => write!(f, "{date}"),
            Precision::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Precision::Year => write!(f, "{:04}", date.year()),
        }
    }
}

fn not_a_date(text: &str) -> String {
    format!("`{text}` is not a date: write `2024`, `2024-03` or `2024-03-05`")
}

fn days_in_month(year: i16, month: i16) -> i16 {
    let month = i8::try_from(month).unwrap_or(1);
    Date::new(year, month, 1).map_or(28, |date| i16::from(date.days_in_month()))
}

fn civil(year: i16, month: i16, day: i16, text: &str) -> Result<Day, String> {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Err(not_a_date(text)) };
    if !(1..=12).contains(&month) {
        return Err(format!("`{text}` has no month {month}: months go from 01 to 12"));
    }
    match Date::new(year, month, day) {
        Ok(date) => Ok(Day::from_civil(date)),
        Err(_) => {
            let last = days_in_month(year, i16::from(month));
            Err(format!("there is no day {day} in {year:04}-{month:02}, which has {last} days"))
        }
    }
}

/// A stretch of days, half-open: `from` is included, `until` is not. Remembers how vaguely its ends were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// The day after the last one.
    pub until: Day,
    /// The start as written, where it is vague.
    pub from_written: Option<VagueDate>,
    /// The end as written, where it is vague.
    pub through_written: Option<VagueDate>,
}

impl Period {
    /// All of time.
    pub const ALWAYS: Period = Period { from: Day::BEGINNING, until: Day::END, from_written: None, through_written: None };

    /// From the first possible day of `from` through the last possible day of `through`, both included.
    /// Errors with plain words if the end lies before the start.
    pub fn new(from: Option<VagueDate>, through: Option<VagueDate>) -> Result<Period, String> {
        let vague = |date: Option<VagueDate>| date.filter(|date| date.precision != Precision::Day);
        let period = Period {
            from: from.map_or(Day::BEGINNING, |date| date.first),
            until: through.map_or(Day::END, |date| date.last.plus(1)),
            from_written: vague(from),
            through_written: vague(through),
        };
        match (from, through) {
            (Some(a), Some(b)) if period.from >= period.until => Err(format!("the period ends ({b}) before it starts ({a})")),
            _ => Ok(period),
        }
    }

    /// Reads `A..B`, `A..`, `..B` or `A`, where A and B are dates.
    pub fn parse(text: &str) -> Result<Period, String> {
        let date = |part: &str| if part.is_empty() { Ok(None) } else { VagueDate::parse(part).map(Some) };
        match text.split_once("..") {
            Some(("", "")) => Ok(Period::ALWAYS),
            Some((from, through)) => Period::new(date(from.trim())?, date(through.trim())?),
            None => {
                let date = VagueDate::parse(text)?;
                Period::new(Some(date), Some(date))
            }
        }
    }

    /// Whether `day` lies inside.
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day < self.until
    }

    /// Whether the two have a day in common.
    pub fn overlaps(&self, other: &Period) -> bool {
        self.from.max(other.from) < self.until.min(other.until)
    }
}

impl fmt::Display for Period {
    /// Inclusive, as files write it: `2019-06-27..2024-05-21`, `2023-09-15..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.from_written {
            Some(date) => write!(f, "{date}")?,
            None if self.from == Day::BEGINNING => {}
            None => write!(f, "{}", self.from)?,
        }
        write!(f, "..")?;
        match self.through_written {
            Some(date) => write!(f, "{date}"),
            None if self.until == Day::END => Ok(()),
            None => write!(f, "{}", self.until.plus(-1)),
        }
    }
}

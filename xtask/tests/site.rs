//! The site in a real browser: its search finds a call from a file, and no page is wider than the window.
//!
//! Without a Chromium, the test says that it was skipped, unless `BROWSER_TEST=required` is set.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The windows of a desk and of a phone.
const SIZES: &[(u32, u32)] = &[(1280, 800), (390, 844)];

/// What is asked of a page, from within: how wide it is, and what the search has found.
const PROBE: &str = "<script>addEventListener('load', () => parent.postMessage({
  wide: document.documentElement.scrollWidth,
  found: [...document.querySelectorAll('#results code')].map((each) => each.textContent),
}, '*'));</script></body>";

fn browser() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names.into_iter().find(|name| {
        let asked = Command::new(name).arg("--version").output();
        asked.is_ok_and(|asked| asked.status.success())
    });
    let is_required = env::var("BROWSER_TEST").is_ok_and(|wish| wish == "required");
    assert!(found.is_some() || !is_required, "there is no Chromium here");
    found
}

/// The document of a page after its scripts have run.
fn dump(browser: &str, profile: &Path, page: &str) -> String {
    let ran = Command::new(browser)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
        ])
        .args([
            "--allow-file-access-from-files",
            "--virtual-time-budget=4000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(page)
        .output()
        .unwrap();
    String::from_utf8(ran.stdout).unwrap()
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            found.push(path);
        }
    }
}

#[test]
fn the_search_finds_and_nothing_overflows() {
    let Some(browser) = browser() else {
        println!("skipped: there is no Chromium here");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let made = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["docs", "--no-rustdoc", "--out"])
        .arg(&site)
        .status();
    assert!(made.unwrap().success());
    let mut all = Vec::new();
    pages(&site, &mut all);
    assert!(all.len() > 12, "{} pages", all.len());
    let mut frames = String::new();
    for path in &all {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replace("</body>", PROBE)).unwrap();
        for (width, height) in SIZES {
            let name = path.strip_prefix(&site).unwrap().display();
            let frame = format!(
                "<iframe src='site/{name}?q=duplicate' width={width} height={height} style='border:0'></iframe>\n"
            );
            frames.push_str(&frame);
        }
    }
    let probe = format!(
        "<body>{frames}<ol></ol><script>addEventListener('message', ({{ data, source }}) => {{
          const at = [...document.querySelectorAll('iframe')].find((each) => each.contentWindow === source);
          const line = document.createElement('li');
          line.textContent = [at.getAttribute('src'), at.width, data.wide, data.found[0]].join(' | ');
          document.querySelector('ol').append(line);
        }});</script></body>"
    );
    let page = folder.path().join("probe.html");
    fs::write(&page, probe).unwrap();
    let dom = dump(
        browser,
        &folder.path().join("profile"),
        &format!("file://{}", page.display()),
    );
    let lines: Vec<&str> = dom
        .split("<li>")
        .skip(1)
        .filter_map(|rest| rest.split("</li>").next())
        .collect();
    assert_eq!(lines.len(), all.len() * SIZES.len(), "{lines:#?}");
    for line in lines {
        let parts: Vec<&str> = line.split(" | ").collect();
        let (window, wide): (u32, u32) = (parts[1].parse().unwrap(), parts[2].parse().unwrap());
        assert!(wide <= window, "{line}");
        assert!(parts[3].ends_with(".duplicate"), "{line}");
    }
}

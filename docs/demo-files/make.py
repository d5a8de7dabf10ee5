"""Make the demo's files again from the sources in this folder: `uv run docs/demo-files/make.py`.

For maintainers. Needs Chromium, and ffmpeg and espeak-ng for the recordings. What it makes is committed, because a
fresh machine has none of them: posters (PNG in 32 inks), guides and slides (tagged PDF), recordings, captions and
transcripts.
"""

import shutil
import subprocess
import tempfile
import tomllib
import wave
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

SOURCES = Path(__file__).resolve().parent
FILES = SOURCES.parent.parent / "ciwo_site" / "demo" / "files"
POSTER_SIZE = {"width": 1600, "height": 900}
POSTER_INKS = 32  # four, and the steps between them that make an edge smooth
CARD_SIZE = {"width": 960, "height": 540}
PAUSE_SECONDS = 0.6  # after each sentence
TURN_SECONDS, LAG_SECONDS, WORDS_A_SECOND = 1.5, 2.0, 1.9  # of a conversation without haste

FILL_CARD = """([language, ground, mark, sentence]) => {
  document.documentElement.lang = language;
  document.documentElement.dataset.ground = ground;
  document.querySelector(".mark").textContent = mark;
  document.querySelector("h1").textContent = sentence;
  return document.fonts.ready.then(() => {});
}"""


def main() -> None:
    for folder in ("guides", "materials", "posters"):
        (FILES / folder).mkdir(parents=True, exist_ok=True)
    recordings = tomllib.loads((SOURCES / "recordings.toml").read_text(encoding="utf-8"))
    conversation = tomllib.loads((SOURCES / "conversation.toml").read_text(encoding="utf-8"))
    for language in recordings:
        write_transcript(FILES / "materials" / f"sample-transcript-{language}.vtt", conversation, language)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        # The pages take fonts and pictures from files beside them, and nothing from anywhere else.
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--allow-file-access-from-files"]
        )
        make_posters(browser)
        make_pdfs(browser, "guides", "guides")
        make_pdfs(browser, "slides", "materials")
        for language, recording in recordings.items():
            make_recording(browser, language, recording, Path(scratch))
        browser.close()


def make_posters(browser: Browser) -> None:
    page = browser.new_page(viewport=POSTER_SIZE)
    for source in sorted((SOURCES / "posters").glob("*.svg")):
        target = FILES / "posters" / f"{source.stem}.png"
        page.goto(source.as_uri())
        page.screenshot(path=target)
        with Image.open(target) as picture:
            inks = picture.convert("RGB").quantize(POSTER_INKS, dither=Image.Dither.NONE)
        inks.save(target, optimize=True)
    page.close()


def make_pdfs(browser: Browser, folder: str, target: str) -> None:
    """Tagged, with an outline of the headings; the language and the title come from the page."""
    page = browser.new_page()
    for source in sorted((SOURCES / folder).glob("*.html")):
        page.goto(source.as_uri())
        page.evaluate("document.fonts.ready.then(() => {})")
        path = FILES / target / f"{source.stem}.pdf"
        page.pdf(path=path, tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    page.close()


def make_recording(browser: Browser, language: str, recording: dict[str, Any], scratch: Path) -> None:
    sentences = recording["sentences"]
    spoken = [
        say(text, recording["voice"], scratch / f"{language}{number}.wav") for number, text in enumerate(sentences)
    ]
    seconds = [length_of(path) + PAUSE_SECONDS for path in spoken]
    cards = draw_cards(browser, language, recording, scratch)
    sound = scratch / f"{language}.wav"
    join_sound(spoken, sound)
    materials = FILES / "materials"
    write_captions(materials / f"sample-captions-{language}.vtt", sentences, seconds)
    tags = ["-metadata", f"title={recording['mark']}", "-metadata", f"language={language}"]
    run("ffmpeg", "-i", sound, "-ac", "1", "-b:a", "40k", *tags, materials / f"sample-audio-{language}.mp3")
    listed = "".join(f"file '{card}'\nduration {length:.3f}\n" for card, length in zip(cards, seconds, strict=True))
    (scratch / "cards.txt").write_text(f"{listed}file '{cards[-1]}'\n", encoding="utf-8")
    video = [
        "-c:v",
        "libx264",
        "-profile:v",
        "baseline",
        "-pix_fmt",
        "yuv420p",
        "-crf",
        "30",
        "-tune",
        "stillimage",
        "-r",
        "10",
    ]
    audio = [
        "-c:a",
        "aac",
        "-ac",
        "1",
        "-b:a",
        "40k",
        "-metadata:s:a:0",
        f"language={'eng' if language == 'en' else 'spa'}",
    ]
    shots = ["-f", "concat", "-safe", "0", "-i", scratch / "cards.txt", "-i", sound]
    target = materials / f"sample-recording-{language}.mp4"
    run("ffmpeg", *shots, *video, *audio, *tags[:2], "-t", f"{sum(seconds):.3f}", "-movflags", "+faststart", target)


def say(sentence: str, voice: str, path: Path) -> Path:
    run("espeak-ng", "-v", voice, "-s", "168", "-w", path, sentence)
    return path


def length_of(path: Path) -> float:
    """In seconds."""
    with wave.open(str(path)) as sound:
        return sound.getnframes() / sound.getframerate()


def join_sound(parts: list[Path], target: Path) -> None:
    with wave.open(str(target), "wb") as joined:
        for number, part in enumerate(parts):
            with wave.open(str(part)) as sound:
                if number == 0:
                    joined.setparams(sound.getparams())
                joined.writeframes(sound.readframes(sound.getnframes()))
                joined.writeframes(bytes(2 * round(sound.getframerate() * PAUSE_SECONDS)))


def draw_cards(browser: Browser, language: str, recording: dict[str, Any], scratch: Path) -> list[Path]:
    page = browser.new_page(viewport=CARD_SIZE)
    page.goto((SOURCES / "cards" / "card.html").as_uri())
    paths = []
    for number, sentence in enumerate(recording["sentences"]):
        page.evaluate(FILL_CARD, [language, str(number % 3), recording["mark"], sentence])
        paths.append(scratch / f"{language}{number}.png")
        page.screenshot(path=paths[-1])
    page.close()
    return paths


def write_captions(path: Path, sentences: list[str], seconds: list[float]) -> None:
    cues, start = ["WEBVTT"], 0.0
    for sentence, length in zip(sentences, seconds, strict=True):
        cues.append(f"{clock(start)} --> {clock(start + length - PAUSE_SECONDS / 2)}\n{sentence}")
        start += length
    path.write_text("\n\n".join(cues) + "\n", encoding="utf-8")


def write_transcript(path: Path, conversation: dict[str, Any], language: str) -> None:
    """A caption for each sentence, as long as it takes to say; the second language lags behind, as an interpreter does."""
    cues, start = ["WEBVTT"], 0.0
    for turn in conversation["turn"]:
        for english, sentence in zip(turn["en"], turn[language], strict=True):
            length = max(1.5, len(english.split()) / WORDS_A_SECOND)
            begin = start + (0 if language == "en" else LAG_SECONDS)
            voice = conversation["voices"][turn["who"]][language]
            cues.append(f"{clock(begin)} --> {clock(begin + length)}\n<v {voice}>{sentence}")
            start += length + PAUSE_SECONDS
        start += TURN_SECONDS
    path.write_text("\n\n".join(cues) + "\n", encoding="utf-8")


def clock(seconds: float) -> str:
    """As WebVTT writes it: minutes, seconds, thousandths."""
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02}:{rest:06.3f}"


def run(*command: str | Path) -> None:
    quiet = ["-y", "-loglevel", "error", "-nostdin"] if command[0] == "ffmpeg" else []
    program = shutil.which(str(command[0])) or str(command[0])
    subprocess.run([program, *quiet, *map(str, command[1:])], check=True)  # noqa: S603 -- our own arguments


if __name__ == "__main__":
    main()

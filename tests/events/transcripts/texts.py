"""Texts of transcripts, and what was read of them."""

from events.transcripts.parts import Transcript


def cues(transcript: Transcript) -> list[tuple[float | None, str, str]]:
    return [(cue.at, cue.speaker, cue.text) for cue in transcript.cues]


def vtt_file(*blocks: str) -> str:
    return "\n\n".join(["WEBVTT", *blocks])

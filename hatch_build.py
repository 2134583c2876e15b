"""Adds the bundle of the bundled rulesets to a wheel."""

import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the bundle of a wheel; an editable install reads the sources."""

    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:
        """Write it to a passing place and have it shipped beside the rulesets."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from compliance.engine.folder import write_bundle  # noqa: PLC0415 - found above

        folder = Path(tempfile.mkdtemp())
        made = write_bundle(Path(self.root) / "rulesets", folder / "rulebook.bundle")
        shipped = f"compliance/rulesets/{made.name}"
        build_data["force_include"][str(made)] = shipped

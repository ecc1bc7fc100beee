"""Models and everything a product was taught, put together when first needed.

One workshop serves one process: the inference host has one, a command has one. It opens no records.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from core.classify.classifier import FittedClassifier, fit_classifier
from core.classify.prompts import PromptSet, load_prompt_set
from core.classify.type_proposal import TypeProposer
from core.classify.values import LabelledFeatures
from core.dataset.defect_book import DefectBook, load_defect_book
from core.dataset.glossary import GlossaryFile, load_glossary
from core.dataset.korean_names import KoreanNames, with_korean_names
from core.dataset.toml_files import read_toml
from core.describe.knowledge import KnowledgeBase, load_knowledge
from core.domain.categories import CategorySet, Role
from core.domain.inspections import Configuration
from core.domain.regions import BoxPx
from core.domain.scales import ProductScales
from core.domain.teaching import BankExample, BankSnapshot, ProductContext
from core.domain.version import APP_VERSION
from core.imaging.decode import DecodeLimits
from core.imaging.quality import default_limits
from core.inference.loader import load_encoder
from core.inference.manifest import MANIFEST
from core.inference.protocols import DualEncoder, ImageFeatures
from core.inference.starter_pack import STARTER_ID
from core.inference.type_head import TypeHead, load_type_head
from core.jobs.cancel import CancelToken
from core.jobs.progress import Progress, no_progress
from core.services.bank_store import load_crop
from core.services.describers import Describers
from core.services.inspecting import Inspector
from core.services.recent_marks import RecentMarks
from core.services.scoring import Scorer
from core.services.talking_models import TalkingModels
from core.settings.app_settings import AppSettings, CaptionMode
from core.settings.paths import DataDir
from core.settings.profiles import FrameKind, ProductProfile, load_profile
from core.texts.program_folder import program_dir, resources_dir

_log = logging.getLogger(__name__)


class Workshop:
    """Collaborators of the services, each made once.

    Parameters
    ----------
    data_dir : DataDir
        Profiles, bank, models and prompts of the users.
    settings : AppSettings
        Settings of this workstation.
    """

    def __init__(self, data_dir: DataDir, settings: AppSettings) -> None:
        self._data_dir = data_dir
        self._settings = settings
        self._encoders: dict[str, DualEncoder] = {}
        self._scorers: dict[tuple[str, str, str, str], Scorer] = {}
        self._recent: dict[str, RecentMarks] = {}
        self._describers = Describers(data_dir, settings, lambda: self.talking)

    @cached_property
    def book(self) -> DefectBook:
        """The defect book: the plant's own in the data folder, else the program's."""
        return load_defect_book(_own_or_shipped(self._data_dir.defect_book_file))

    @cached_property
    def knowledge(self) -> KnowledgeBase:
        """Causes and actions: the plant's own in the data folder, else the program's."""
        own = self._data_dir.knowledge_file
        found = load_knowledge(_own_or_shipped(own))
        known = self.book.category_set().ids
        strange = sorted({entry.category for entry in found.cause} - set(known))
        if strange and own.exists():
            # Perhaps taught under this name, perhaps mistyped: then its causes are never offered.
            _log.warning("causes of categories the defect book lacks: %s", ", ".join(strange))
        return found

    def recent_marks(self, product: str) -> RecentMarks:
        """Return what this process remembers of the last images of a product."""
        return self._recent.setdefault(product, RecentMarks())

    @cached_property
    def prompt_set(self) -> PromptSet:
        """The English prompts, the user's own overlaid."""
        glossary = load_glossary(resources_dir() / "glossary.toml", self.book)
        found = load_prompt_set(
            program_dir() / "prompts", self._data_dir.prompts, "en", glossary=glossary
        )
        for words in found.unknown:
            _log.warning(
                "prompt of %s in %s has words the glossary lacks: %s",
                words.category_id,
                words.file,
                ", ".join(words.words),
            )
        return found

    @property
    def decode_limits(self) -> DecodeLimits:
        """Which images are decoded."""
        decode = self._settings.decode
        return DecodeLimits(
            min_side_px=decode.min_side_px, max_pixels=int(decode.max_megapixels * 1e6)
        )

    def encoder(self, model_id: str) -> DualEncoder:
        """Return a model, loaded when first asked for.

        Raises
        ------
        ModelError
            See :func:`core.inference.loader.load_encoder`.
        """
        if model_id not in self._encoders:
            self._encoders[model_id] = load_encoder(
                model_id,
                starter_dir=resources_dir() / "models" / "starter",
                models_dir=self._data_dir.models,
                cache_file=self._data_dir.embeddings_file,
                facts_file=self._data_dir.model_facts_file,
                threads=self._settings.threads,
            )
        return self._encoders[model_id]

    @cached_property
    def type_head(self) -> TypeHead | None:
        """What proposes a defect type from the look alone; None if it is not installed.

        Raises
        ------
        ModelError
            If it is damaged.
        """
        folder = resources_dir() / "models" / "heads" / "type_proposal"
        return load_type_head(folder) if (folder / MANIFEST).is_file() else None

    def proposer(self, encoder: DualEncoder, categories: CategorySet) -> TypeProposer | None:
        """Return what proposes categories beside the starter; None for any other model."""
        if encoder.info.id != STARTER_ID or self.type_head is None:
            return None
        return TypeProposer.of(self.type_head, categories, self.book)

    @property
    def describers(self) -> Describers:
        """The models that describe images and answer questions about them."""
        return self._describers

    @cached_property
    def talking(self) -> TalkingModels:
        """The models that explain findings and translate."""
        return TalkingModels(self._data_dir, self._settings, self.book)

    @property
    def captions(self) -> CaptionMode:
        """Which inspections of a run get a caption on this workstation."""
        return self._settings.describing.captions

    def profile(self, product: str) -> ProductProfile:
        """Return the profile of a product."""
        return load_profile(self._data_dir, product)

    def frame(self, product: str) -> BoxPx | None:
        """Return what the zones of a product refer to; None for the whole image."""
        frame = self.profile(product).frame
        return BoxPx(*frame.roi_px) if frame.kind is FrameKind.ROI and frame.roi_px else None

    def scales(self, product: str) -> ProductScales:
        """Return the calibrations in mm that hold for a product now."""
        return self.profile(product).millimetres.scales(datetime.now(UTC))

    def product(self, product: str, bank: BankSnapshot) -> ProductContext:
        """Put together what scoring needs to know of a product.

        Parameters
        ----------
        product : str
            Name.
        bank : BankSnapshot
            What it was taught, from the history.
        """
        profile = self.profile(product)
        labels = tuple(dict.fromkeys(example.category_id for example in bank.examples))
        known = self.prompt_set.merged_into(self.book.category_set())
        new = tuple(label for label in labels if known.find(label) is None)
        return ProductContext(
            product=product,
            categories=self.named(known.with_labels((*known.ids, *new))),
            bank=bank,
            rules=profile.rules(),
            quality=profile.quality_limits() or default_limits(),
            model_id=profile.model_id,
            prompt_set_id=self.prompt_set.id,
            prompt_set_hash=self.prompt_set.hash,
            process=profile.process,
            marks_deg=profile.machining_marks_deg,
            surface=self._surface(profile),
        )

    def named(self, categories: CategorySet) -> CategorySet:
        """Give categories taught by folder the Korean names that book or glossary know."""
        return with_korean_names(categories, self._korean_names)

    @cached_property
    def _korean_names(self) -> KoreanNames:
        return KoreanNames(self.book, read_toml(resources_dir() / "glossary.toml", GlossaryFile))

    def _surface(self, profile: ProductProfile) -> str | None:
        """Return the product's surface; one that the book does not know counts as not named.

        Rules that ask for it then leave the severity unknown, rather than minor.
        """
        known = {surface.id for surface in self.book.surface}
        if profile.surface and profile.surface not in known:
            _log.warning("surface %s of a product is not in the defect book", profile.surface)
        return profile.surface if profile.surface in known else None

    def inspector(
        self,
        product: ProductContext,
        *,
        token: CancelToken,
        progress: Progress = no_progress,
        captions: CaptionMode = CaptionMode.NEVER,
        scales: ProductScales | None = None,
    ) -> Inspector:
        """Return the inspector of a product; fits its bank when that changed.

        It writes captions if asked to and a describing model is installed. ``scales`` stand in
        for the product's own calibrations.

        Raises
        ------
        ModelError, RecordsError, JobCancelledError
            If the model or a crop of the bank cannot be read, or ``token`` is cancelled.
        """
        used = self.scales(product.product) if scales is None else scales
        recent = self.recent_marks(product.product)
        recent.know(product.recent)
        return Inspector(
            scorer=self.scorer(product, token=token, progress=progress),
            product=product,
            categories=product.categories,
            book=self.book,
            configuration=replace(self.configuration(product), calibrations=used.as_mapping()),
            limits=self.decode_limits,
            frame=self.frame(product.product),
            station=self._settings.station,
            scales=used,
            describer=None if captions is CaptionMode.NEVER else self.describers.if_there(),
            captions=captions,
            knowledge=self.knowledge,
            recent=recent,
        )

    def scorer(
        self, product: ProductContext, *, token: CancelToken, progress: Progress = no_progress
    ) -> Scorer:
        """Return the scorer of a product; raises as :meth:`inspector`."""
        encoder = self.encoder(product.model_id)
        key = (product.product, product.bank.hash, product.prompt_set_hash, product.model_id)
        if key not in self._scorers:
            fitted = self._fit(product, encoder, token, progress)
            # A product's older fits are of no more use; other products' are.
            self._scorers = {k: s for k, s in self._scorers.items() if k[0] != product.product}
            self._scorers[key] = Scorer(
                encoder=encoder,
                categories=product.categories,
                classifier=fitted,
                example_counts=Counter(e.category_id for e in product.bank.examples),
                proposer=self.proposer(encoder, product.categories),
            )
        return self._scorers[key]

    def configuration(self, product: ProductContext) -> Configuration:
        """Describe everything a verdict on this product depends on."""
        encoder = self.encoder(product.model_id)
        return Configuration(
            app_version=APP_VERSION,
            models=(encoder.info,),
            prompt_set_id=product.prompt_set_id,
            prompt_set_hash=product.prompt_set_hash,
            bank_revision=product.bank.revision,
            bank_hash=product.bank.hash,
            references_revision=product.bank.references_revision,
            rules={
                "decision": asdict(product.rules),
                "quality": asdict(product.quality),
                "surface": product.surface,
            },
            preprocessing=encoder.preprocessing,
        )

    def _fit(
        self,
        product: ProductContext,
        encoder: DualEncoder,
        token: CancelToken,
        progress: Progress,
    ) -> FittedClassifier:
        examples = product.bank.examples
        features = _embed_examples(encoder, examples, token=token, progress=progress)
        labelled = [
            LabelledFeatures(example.category_id, found)
            for example, found in zip(examples, features, strict=True)
        ]
        clean = {c.id for c in product.categories if c.role is Role.CLEAN}
        references = [item.features for item in labelled if item.category_id in clean]
        return fit_classifier(
            labelled, references, category_ids=product.categories.ids, token=token
        )


def _embed_examples(
    encoder: DualEncoder,
    examples: Sequence[BankExample],
    *,
    token: CancelToken,
    progress: Progress,
) -> list[ImageFeatures]:
    found: list[ImageFeatures] = []
    for done, example in enumerate(examples, start=1):
        token.check()
        found.extend(encoder.extract([load_crop(Path(example.crop_path))]))
        progress(done, len(examples))
    return found


def _own_or_shipped(own: Path) -> Path:
    """Return the plant's own file, or the program's of the same name where there is none."""
    return own if own.is_file() else resources_dir() / own.name

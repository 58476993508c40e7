"""What importing looks up: the goods the shop has, the words it lacks, the plan of what would change."""

from technomart.domain.importing.queries.held import Held, held_goods, place_id
from technomart.domain.importing.queries.lessons import Lesson, lesson_for
from technomart.domain.importing.queries.plans import Plan, compare, place_of

__all__ = ["Held", "Lesson", "Plan", "compare", "held_goods", "lesson_for", "place_id", "place_of"]

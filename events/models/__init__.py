from events.models.access_request import AccessRequest
from events.models.change import EventChange, Withdrawal
from events.models.event import Convening, Event, Webinar
from events.models.last_change import touch
from events.models.material import Material
from events.models.people import CoHost, Speaker
from events.models.series import Series
from events.models.slot import EventLanguage, InterpretationSlot, Interpreter
from events.models.slot_history import SlotStatusChange

__all__ = [
    "AccessRequest",
    "CoHost",
    "Convening",
    "Event",
    "EventChange",
    "EventLanguage",
    "InterpretationSlot",
    "Interpreter",
    "Material",
    "Series",
    "SlotStatusChange",
    "Speaker",
    "Webinar",
    "Withdrawal",
    "touch",
]

"""The demo's own business system, as small as can be: orders, payments and documents that follow from their numbers. In the demo only."""

from datetime import timedelta

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from ringwell.adapters.web.edge import Edge, edge_of

router = APIRouter(prefix="/demo-shop", include_in_schema=False)


@router.get("/orders/{number}")
async def order(request: Request, number: str) -> Response:
    """1, 2: new; 3 to 6: sent, with the day on which it comes; 7 to 9: delivered."""
    edge, last = edge_of(request), _last_digit(number)
    if not edge.settings.demo or last is None:
        return _nothing()
    status = "new" if last < 3 else "sent" if last < 7 else "delivered"
    return JSONResponse({"order": {"number": number, "status": status, "day": _day(edge, 2)}})


@router.get("/payments/{number}")
async def payment(request: Request, number: str) -> Response:
    """5: nothing to pay; others a sum in euros, and the day until when."""
    edge, last = edge_of(request), _last_digit(number)
    if not edge.settings.demo or last is None:
        return _nothing()
    total = "0.00" if last == 5 else f"{last * 21}.{last}0"
    return JSONResponse({"payment": {"total": total, "owed": last != 5, "due": _day(edge, 10)}})


@router.get("/documents/{number}")
async def document(request: Request, number: str) -> Response:
    """Even: ready; odd: ready in some days."""
    edge, last = edge_of(request), _last_digit(number)
    if not edge.settings.demo or last is None:
        return _nothing()
    ready = last % 2 == 0
    return JSONResponse({"document": {"ready": ready, "day": _day(edge, 14 if ready else 3)}})


def _last_digit(number: str) -> int | None:
    """None for a number that nobody has."""
    known = number.isascii() and number.isdigit() and len(number) <= 12 and number[-1] != "0"
    return int(number[-1]) if known else None


def _day(edge: Edge, days: int) -> str:
    return (edge.now() + timedelta(days=days)).date().isoformat()


def _nothing() -> Response:
    return JSONResponse({"fault": "nothing here"}, 404)

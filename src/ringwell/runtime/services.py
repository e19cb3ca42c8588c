"""The services that flows of each workspace may ask, from the installation's settings."""

from ringwell.adapters.services.named import NamedService, NamedServices
from ringwell.adapters.web.demo_shop import router as demo_shop
from ringwell.runtime.demo.cast import SLUG as DEMO_SLUG
from ringwell.runtime.installation import Installation
from ringwell.runtime.settings import bracketed, reached_at

DEMO_SHOP = demo_shop.prefix
"""Where the edge has the demo's business system."""


def services_of(installation: Installation) -> NamedServices:
    """By the workspace's short name, then by the service's."""
    settings = installation.settings
    services: dict[str, dict[str, NamedService]] = {
        slug: {name: NamedService(each.url, each.headers) for name, each in named.items()}
        for slug, named in settings.services.items()
    }
    if settings.demo:
        scheme = "http" if settings.tls_certificate is None else "https"
        url = f"{scheme}://{bracketed(reached_at(settings.http_host))}:{settings.http_port}{DEMO_SHOP}"
        services.setdefault(DEMO_SLUG, {}).setdefault("shop", NamedService(url))
    return services

"""The services that flows of each workspace may ask, from the installation's settings."""

from ringwell.adapters.services.named import NamedService, NamedServices
from ringwell.runtime.installation import Installation


def services_of(installation: Installation) -> NamedServices:
    """By the workspace's short name, then by the service's."""
    return {
        slug: {name: NamedService(each.url, each.headers) for name, each in named.items()}
        for slug, named in installation.settings.services.items()
    }

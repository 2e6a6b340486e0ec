"""What the facilitator is told about addresses; English here, translated where it is shown."""

from facilitator.network.kinds import Kind
from facilitator.saying import N_

OF_KIND = {
    Kind.NAMED: N_("The name you gave. Phones reach it if the room's network knows this name."),
    Kind.HOTSPOT: N_("This laptop's own hotspot. Phones that join it can reach aplis."),
    Kind.WIFI: N_("The Wi-Fi this laptop is in. Phones in the same Wi-Fi can reach it."),
    Kind.WIRED: N_("The network on the cable. Phones reach it if their Wi-Fi belongs to the same network."),
    Kind.NETWORK: N_("A local network. Phones reach it if their Wi-Fi belongs to the same network."),
    Kind.SHARED: N_(
        "A network this laptop gives to others by cable. Phones reach it through a router on that cable."
    ),
    Kind.PUBLIC: N_(
        "This network gives public addresses. Anybody on the internet may be able to reach this laptop, and "
        "some browsers warn people before they open the page. A hotspot or a router of your own is better."
    ),
    Kind.TETHER: N_("A phone on a cable. Only phones that join that phone's hotspot can reach it."),
    Kind.CGNAT: N_(
        "An address of a mobile or other provider's network. Phones in the room usually cannot reach it."
    ),
    Kind.IPV6: N_("An IPv6 address: too long to type, and not every network lets phones use it."),
    Kind.NESTED: N_("A network inside this laptop: aplis runs in a Linux or a container of its own here."),
    Kind.MOBILE: N_("The laptop's mobile internet. Phones in the room cannot reach it."),
    Kind.TUNNEL: N_("A VPN. Phones in the room cannot reach it."),
    Kind.VIRTUAL: N_(
        "A network for virtual machines or containers inside this laptop. Phones cannot reach it."
    ),
    Kind.DOWN: N_("Not connected just now."),
}

CHOOSE_ANOTHER = N_("Phones are not expected to reach this address. Try it with a phone, or choose another.")
REMEMBERED_GONE = N_("%(wanted)s, chosen before, is not there now.")
VPN_ON = N_("A VPN is on and may keep phones out. If no phone gets through, turn it off.")
IPHONE_FEW = N_("An iPhone's hotspot takes only a few phones, often five.")
OTHER_NETWORKS = N_(
    "This laptop is in other networks too: %(others)s. If the phones are in one of those, choose its address."
)

OWN_HOTSPOT = N_("Join a Wi-Fi that the phones can join too, or make a hotspot on this laptop.")
NO_NETWORK_REMEDY = OWN_HOTSPOT
NO_NETWORK = N_("This laptop is in no network, so there is no address phones could open.")
NO_NETWORK_WANTED = N_("This laptop is in no network that phones could use, and %(wanted)s is not there.")
NO_ADDRESS_GIVEN = N_("The laptop is connected, but no address was given by the network.")
NO_ADDRESS_REMEDY = N_(
    "Turn Wi-Fi off and on again, or restart the router. If that does not help, make a hotspot here."
)

# In the order of what is most worth saying: the nearest miss first.
NONE_BECAUSE = (
    (
        Kind.NESTED,
        N_("aplis runs inside a Linux or a container on this laptop, and phones cannot get in there."),
        N_("Start aplis in the laptop's own system: in Windows itself, or outside the container."),
    ),
    (
        Kind.CGNAT,
        N_("The only address here comes from a provider's network, where phones rarely reach a laptop."),
        OWN_HOTSPOT,
    ),
    (
        Kind.IPV6,
        N_("This network gives only IPv6 addresses, and a join link with one cannot be typed or relied on."),
        OWN_HOTSPOT,
    ),
    (
        Kind.MOBILE,
        N_("This laptop is only in its mobile internet, where phones in the room cannot reach it."),
        OWN_HOTSPOT,
    ),
    (
        Kind.TUNNEL,
        N_("Only a VPN is connected, and phones in the room are not in it."),
        OWN_HOTSPOT,
    ),
    (
        Kind.VIRTUAL,
        N_("The only networks here are inside this laptop, for virtual machines or containers."),
        OWN_HOTSPOT,
    ),
    (
        Kind.DOWN,
        N_("This laptop's network is not connected just now."),
        OWN_HOTSPOT,
    ),
)

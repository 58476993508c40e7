#!/usr/bin/env bash
# Turns a bare Debian 12 server with a domain into the running shop. Run again, it upgrades what is there.
set -euo pipefail
export LC_ALL=C.UTF-8
umask 022

readonly HOME_DIR=/opt/technomart
readonly CONFIG=/etc/technomart
readonly DATA=/var/lib/technomart
readonly BACKUPS=/var/backups/technomart
readonly PEOPLE=technomart
readonly UNITS=(technomart-web.service technomart-worker.service technomart-backup.service technomart-backup.timer)
readonly PACKAGES=(python3 python3-venv ca-certificates curl rsync caddy)
readonly MARK="# The front of the shop"
SOURCE="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly SOURCE

DOMAIN=""
OWNER=""
WITH_DEMO=no
START=auto
PORT=8000
FRONT=""
STEP="starting"
GO_BACK=""
BACKUP=""

usage() {
    cat <<'TEXT'
Usage: deploy/install.sh DOMAIN [options]

Installs Technomart on this machine and opens it at https://DOMAIN, or upgrades the shop that is already here:
data, secrets and settings stay, a backup is made first. To be run as root on Debian 12, from the folder of the code.

  DOMAIN            the shop's domain; its A or AAAA record must already point to this server
  --owner EMAIL     whose account becomes the first owner's (asked for on a terminal if left out)
  --email EMAIL     where the certificate authority may write about the certificate (default: the owner's)
  --demo            fill an empty shop with the demo catalogue; brings goods only, no accounts
  --internal-ca     certificates of a CA of this machine's own: to try it out where no one else can reach it
  --port NUMBER     where the web processes listen on this machine, for the front only (default 8000)
  --no-start        do everything except starting units (by itself on a machine not run by systemd)
  --help            this text

Leaves behind: code in /opt/technomart, settings and the secret in /etc/technomart (root only), data in
/var/lib/technomart, nightly backups in /var/backups/technomart, the units technomart-web, technomart-worker and
technomart-backup.timer, Caddy in front, and the command `technomart`. See docs/operations.md.
TEXT
}

say() { printf '\n== %s\n' "$1"; STEP="$1"; }
note() { printf '   %s\n' "$1"; }
refuse() { printf 'install.sh: %s\n' "$1" >&2; exit 2; }

# shellcheck disable=SC2317  # called by the trap
ended() {
    local status=$?
    if [ "$status" -ne 0 ] && [ "$status" -ne 2 ]; then
        printf '\ninstall.sh: FAILED while: %s\n' "$STEP" >&2
        if [ -n "$GO_BACK" ]; then printf '%s\n' "$GO_BACK" >&2; fi
        printf 'Nothing was deleted. Mend the cause and run the same command again.\n' >&2
    fi
}
trap ended EXIT

read_options() {
    while [ $# -gt 0 ]; do
        case "$1" in
            --help | -h) usage; exit 0 ;;
            --owner) [ $# -ge 2 ] || refuse "--owner needs an e-mail"; OWNER="$2"; shift ;;
            --email) [ $# -ge 2 ] || refuse "--email needs an e-mail"; FRONT="email $2"; shift ;;
            --port) [[ "${2:-}" =~ ^[0-9]{4,5}$ ]] || refuse "--port needs a number from 1024 up"; PORT="$2"; shift ;;
            --demo) WITH_DEMO=yes ;;
            --internal-ca) FRONT=local_certs ;;
            --no-start) START=no ;;
            -*) refuse "unknown option $1; --help lists them" ;;
            *) [ -z "$DOMAIN" ] || refuse "one domain, please"; DOMAIN="$1" ;;
        esac
        shift
    done
    [ -n "$DOMAIN" ] || { usage >&2; exit 2; }
    DOMAIN="${DOMAIN,,}"
    local label='[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
    [[ "$DOMAIN" =~ ^($label\.)+$label$ && ${#DOMAIN} -le 253 ]] ||
        refuse "'$DOMAIN' is not a domain name (write a Cyrillic one in its xn-- form)"
    local word='[^[:space:]"\\{}$]+'
    [[ -z "$OWNER" || "$OWNER" =~ ^$word@$word$ ]] || refuse "'$OWNER' is not an e-mail"
    [[ "$FRONT" != email* || "$FRONT" =~ ^email\ $word@$word$ ]] || refuse "'${FRONT#email }' is not an e-mail"
}

check_machine() {
    say "looking at the machine"
    [ "$(id -u)" -eq 0 ] || refuse "run it as root"
    local name=unknown version=unknown
    # shellcheck disable=SC1091
    if [ -r /etc/os-release ]; then name="$(. /etc/os-release; echo "$ID")"; version="$(. /etc/os-release; echo "${VERSION_ID:-}")"; fi
    [ "$name $version" = "debian 12" ] || refuse "this is $name $version; the script knows Debian 12"
    [ -f "$SOURCE/pyproject.toml" ] || refuse "$SOURCE is not the folder of the code"
    [ "$(df -Pm "$(dirname "$HOME_DIR")" | awk 'NR==2 {print $4}')" -ge 2048 ] || refuse "2 GB of free disk are needed"
    if [ ! -d /run/systemd/system ]; then
        [ "$START" = no ] || note "this machine is not run by systemd: everything is done except starting units"
        START=no
    fi
    [ "$START" = no ] || START=yes
    if [ -f "$CONFIG/shop.env" ] && ! grep -qx "TECHNOMART_PUBLIC_URL=https://$DOMAIN" "$CONFIG/shop.env"; then
        refuse "the shop here has another domain ($(grep ^TECHNOMART_PUBLIC_URL= "$CONFIG/shop.env")); docs/operations.md tells how to move it"
    fi
    if [ -s /etc/caddy/Caddyfile ] && ! grep -q "$MARK" /etc/caddy/Caddyfile && ! grep -q '^	root \* /usr/share/caddy' /etc/caddy/Caddyfile; then
        refuse "/etc/caddy/Caddyfile serves something else; move it away first"
    fi
    if ! getent ahosts "$DOMAIN" >/dev/null; then
        note "HINT: $DOMAIN has no address yet. Until its A record points here there is no certificate."
    fi
    if [ "$START" = yes ]; then check_ports; fi
}

check_ports() {
    local port state holder
    for port in 80 443; do
        # The kernel's own table: 0A is a listening socket, the port stands in hexadecimal.
        state="$(awk -v port="$(printf ':%04X' "$port")" '$4 == "0A" && substr($2, length($2) - 4) == port {print "taken"; exit}' /proc/net/tcp /proc/net/tcp6 2>/dev/null)"
        holder="$(systemctl is-active caddy 2>/dev/null || true)"
        [ "$state" != taken ] || [ "$holder" = active ] || refuse "port $port is in use by another program"
    done
}

ask_for_owner() {
    [ -z "$OWNER" ] || return 0
    [ ! -f "$DATA/shop.sqlite3" ] || return 0
    if [ -t 0 ]; then
        read -r -p "   E-mail of the shop's owner: " OWNER
        [[ "$OWNER" =~ ^[^[:space:]\"\\{}\$]+@[^[:space:]\"\\{}\$]+$ ]] || refuse "'$OWNER' is not an e-mail"
    else
        note "no --owner given: make the account later by  technomart staff owner EMAIL"
    fi
}

install_packages() {
    say "installing Debian's packages: ${PACKAGES[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${PACKAGES[@]}" >/dev/null
}

make_user() {
    say "making the user the shop runs as"
    getent group "$PEOPLE" >/dev/null || groupadd --system "$PEOPLE"
    getent passwd "$PEOPLE" >/dev/null ||
        useradd --system --gid "$PEOPLE" --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin "$PEOPLE"
    install -d -m 0755 "$HOME_DIR"
    install -d -m 0700 "$CONFIG"
    install -d -m 0700 -o "$PEOPLE" -g "$PEOPLE" "$DATA" "$BACKUPS"
}

write_settings() {
    say "settings and the secret in $CONFIG, readable by root only"
    if [ ! -f "$CONFIG/shop.env" ]; then
        (
            umask 077
            local draft="$CONFIG/shop.env.draft"
            {
                echo "# The shop's settings; .env.example in $HOME_DIR names them all. After a change: systemctl restart technomart-web technomart-worker"
                echo "TECHNOMART_MODE=production"
                echo "TECHNOMART_PUBLIC_URL=https://$DOMAIN"
                echo "TECHNOMART_PROXY_HOPS=1"
                echo "TECHNOMART_DATA_DIR=$DATA"
                echo "TECHNOMART_PORT=$PORT"
                echo "TECHNOMART_ORDERS_PER_HOUR=60"
                echo "TECHNOMART_SECRET_KEY=$(head -c 48 /dev/urandom | base64 -w0 | tr '+/' '-_')"
            } >"$draft"
            mv "$draft" "$CONFIG/shop.env"
        )
    else
        note "kept as they are"
    fi
    chmod 0600 "$CONFIG/shop.env"
    PORT="$(sed -n 's/^TECHNOMART_PORT=//p' "$CONFIG/shop.env")"
    if [ ! -f "$CONFIG/front.env" ] || [ -n "$FRONT" ]; then
        (
            umask 077
            local front="$FRONT"
            [ -n "$front" ] || [ -z "$OWNER" ] || front="email $OWNER"
            {
                echo "TECHNOMART_DOMAIN=$DOMAIN"
                echo "TECHNOMART_APP=127.0.0.1:$PORT"
                echo "TECHNOMART_FRONT=\"$front\""
            } >"$CONFIG/front.env"
        )
    fi
}

# Runs the shop's command as the shop's user with the shop's settings.
technomart() { /usr/local/bin/technomart "$@"; }

write_command() {
    cat >/usr/local/bin/technomart <<'TEXT'
#!/usr/bin/env bash
# The shop's own command, as the shop's user and with the shop's settings. For root.
set -euo pipefail
[ "$(id -u)" -eq 0 ] || { echo "technomart: run it as root" >&2; exit 1; }
set -a
# shellcheck disable=SC1091
. /etc/technomart/shop.env
set +a
cd /var/lib/technomart
exec setpriv --reuid technomart --regid technomart --clear-groups --no-new-privs /opt/technomart/.venv/bin/technomart "$@"
TEXT
    chmod 0755 /usr/local/bin/technomart
}

back_up_first() {
    [ -f "$DATA/shop.sqlite3" ] && [ -x "$HOME_DIR/.venv/bin/technomart" ] || return 0
    say "a backup before anything changes"
    write_command
    technomart database backup "$BACKUPS" || note "the books of the backup are not right, see above; it was kept"
    local newest
    newest="$(find "$BACKUPS" -maxdepth 1 -name 'shop-*.sqlite3' | sort | tail -n 1)"
    [ -n "$newest" ] || refuse "no backup could be made; nothing was changed"
    BACKUP="$newest"
}

bring_code() {
    say "the code into $HOME_DIR"
    if [ "$SOURCE" = "$HOME_DIR" ]; then
        note "it lies there already"
        return 0
    fi
    if [ -x "$HOME_DIR/.venv/bin/technomart" ]; then
        rsync -a --delete "$HOME_DIR/" "$HOME_DIR.previous/"
        GO_BACK="$(printf '%s\n' \
            "To go back to the shop as it was:" \
            "  systemctl stop technomart-web technomart-worker" \
            "  rm -rf $HOME_DIR && mv $HOME_DIR.previous $HOME_DIR" \
            "  technomart database restore ${BACKUP:-'(no backup was needed: there was no database)'}" \
            "  systemctl start technomart-web technomart-worker")"
    fi
    rsync -a --delete --chown=root:root --chmod=Du=rwx,Dgo=rx,Fu=rwX,Fgo=rX \
        --exclude=/.git --exclude=/.venv --exclude=/.tools --exclude=/node_modules --exclude=/data \
        --exclude=/technomart/web/static/dist --exclude=__pycache__ --exclude='.*_cache' \
        --exclude='/.env' "$SOURCE/" "$HOME_DIR/"
}

build() {
    say "the virtual environment, from hash-locked packages"
    (cd "$HOME_DIR" && python3 tools/bootstrap.py run)
    say "the front end: styles, scripts, icons, font"
    (cd "$HOME_DIR" && .venv/bin/python tools/frontend.py)
    "$HOME_DIR/.venv/bin/python" -m compileall -q "$HOME_DIR/technomart" >/dev/null
    chmod -R go+rX "$HOME_DIR/.venv" "$HOME_DIR/technomart/web/static/dist"
}

prepare_shop() {
    say "tables, documents$([ "$WITH_DEMO" = no ] || echo ", demo goods")"
    if [ "$START" = yes ]; then systemctl stop technomart-web.service technomart-worker.service 2>/dev/null || true; fi
    if [ "$WITH_DEMO" = yes ]; then technomart prepare --demo; else technomart prepare; fi
}

install_units() {
    say "units and the front's configuration"
    local unit
    for unit in "${UNITS[@]}"; do
        install -m 0644 "$HOME_DIR/deploy/systemd/$unit" "/etc/systemd/system/$unit"
    done
    install -d /etc/systemd/system/caddy.service.d /etc/caddy/technomart.d
    install -m 0644 "$HOME_DIR/deploy/systemd/caddy.conf" /etc/systemd/system/caddy.service.d/technomart.conf
    install -m 0644 "$HOME_DIR/deploy/Caddyfile" /etc/caddy/Caddyfile
    (
        set -a
        # shellcheck disable=SC1091
        . "$CONFIG/front.env"
        HOME=/nonexistent XDG_DATA_HOME=/tmp/technomart-front XDG_CONFIG_HOME=/tmp/technomart-front \
            caddy validate --config /etc/caddy/Caddyfile --adapter caddyfile >/dev/null 2>&1
    ) || refuse "caddy does not accept the configuration: caddy validate --config /etc/caddy/Caddyfile"
    rm -rf /tmp/technomart-front
    if command -v systemctl >/dev/null; then
        systemctl enable -q technomart-web.service technomart-worker.service technomart-backup.timer caddy.service
    else
        note "there is no systemctl here: the units lie in /etc/systemd/system and are not enabled"
    fi
}

start() {
    if [ "$START" = no ]; then
        say "starting: left out"
        return 0
    fi
    say "starting"
    systemctl daemon-reload
    systemctl restart technomart-web.service technomart-worker.service
    systemctl restart caddy.service
    systemctl start technomart-backup.timer
}

check_health() {
    [ "$START" = yes ] || return 0
    say "is the shop well?"
    local try
    for try in $(seq 60); do
        if curl -fsS -o /dev/null --max-time 3 -H "Host: $DOMAIN" "http://127.0.0.1:${PORT:-8000}/healthz" 2>/dev/null; then break; fi
        [ "$try" -lt 60 ] || { journalctl -u technomart-web -n 20 --no-pager >&2; return 1; }
        sleep 1
    done
    note "the web processes answer"
    for try in $(seq 60); do
        # The certificate is checked by browsers; here only that the front leads to the shop.
        if curl -fsSk -o /dev/null --max-time 3 --resolve "$DOMAIN:443:127.0.0.1" "https://$DOMAIN/healthz" 2>/dev/null; then
            note "the front answers over HTTPS"
            return 0
        fi
        sleep 1
    done
    note "HINT: HTTPS does not answer yet. Does $DOMAIN point here, are ports 80 and 443 open? See: journalctl -u caddy"
}

open_owner() {
    [ -n "$OWNER" ] || return 0
    say "the owner's account"
    technomart staff owner "$OWNER"
}

main() {
    read_options "$@"
    check_machine
    ask_for_owner
    install_packages
    make_user
    back_up_first
    bring_code
    write_command
    write_settings
    build
    prepare_shop
    install_units
    start
    check_health
    open_owner
    if [ "$START" = yes ]; then
        printf '\nTechnomart is open: https://%s/\n' "$DOMAIN"
    else
        printf '\nTechnomart is installed. To open it on a machine run by systemd:\n'
        printf '  systemctl daemon-reload && systemctl start caddy technomart-web technomart-worker technomart-backup.timer\n'
    fi
}

# On one line: bash has then read everything it needs, should this very file change meanwhile.
main "$@"; exit

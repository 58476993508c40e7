#!/usr/bin/env bash
# Installs the shop on a scratch Debian 12 run by systemd in a container, upgrades it, kills it, backs it up; says what it saw.
# Needs root, debootstrap and systemd-nspawn. Shares this machine's network: ports 80, 443 and 18000 must be free.
set -euo pipefail
export LC_ALL=C.UTF-8

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
SCRATCH="${SCRATCH:-/var/tmp/technomart-scratch}"
DOMAIN=shop.example.ru
PORT=18000
CA=/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt
INNER=""

say() { printf '\n#### %s\n' "$1"; }
fail() { printf '#### FAILED: %s\n' "$1" >&2; exit 1; }
inside() { nsenter -t "$INNER" -a env HOME=/root "$@"; }

# shellcheck disable=SC2317  # called by the trap
clean_up() {
    if [ -n "$INNER" ] && kill -0 "$INNER" 2>/dev/null; then
        inside systemctl poweroff || true
        for _ in $(seq 30); do kill -0 "$INNER" 2>/dev/null || break; sleep 1; done
    fi
    [ -n "${KEEP:-}" ] || rm -rf "$SCRATCH"
}
trap clean_up EXIT

for tool in debootstrap systemd-nspawn nsenter; do
    command -v "$tool" >/dev/null || fail "$tool is missing: apt-get install debootstrap systemd-container"
done
[ "$(id -u)" -eq 0 ] || fail "root is needed"

say "a bare Debian 12, from the mirror this machine uses"
rm -rf "$SCRATCH"
mkdir -p "$SCRATCH"
# shellcheck disable=SC2016  # apt's own placeholders
mirror="$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | awk '$2 == "bookworm" {print $1; exit}')"
debootstrap --variant=minbase --include=systemd-sysv,dbus,ca-certificates bookworm "$SCRATCH/root" "$mirror" >"$SCRATCH/debootstrap.log"
cp /usr/local/share/ca-certificates/*.crt "$SCRATCH/root/usr/local/share/ca-certificates/" 2>/dev/null || true
chroot "$SCRATCH/root" update-ca-certificates >/dev/null 2>&1
cp -L /etc/resolv.conf "$SCRATCH/root/etc/resolv.conf"

say "booting it"
binds=("--bind-ro=$HERE:/root/technomart")
# How this machine reaches its package indexes is lent to the scratch one.
for path in /etc/apt/apt.conf.d /etc/pip.conf /etc/npmrc /root/.npmrc /root/.config/pip; do
    if [ -e "$path" ]; then
        if [ -d "$path" ]; then mkdir -p "$SCRATCH/root$path"; else mkdir -p "$SCRATCH/root$(dirname "$path")"; touch "$SCRATCH/root$path"; fi
        [ "$path" = /etc/apt/apt.conf.d ] || binds+=("--bind-ro=$path")
    fi
done
systemd-nspawn -q --register=no --keep-unit -D "$SCRATCH/root" -b --console=pipe --hostname=scratch "${binds[@]}" \
    >"$SCRATCH/boot.log" 2>&1 </dev/null &
outer=$!
for _ in $(seq 60); do
    INNER="$(pgrep -P "$outer" 2>/dev/null | head -n 1 || true)"
    if [ -n "$INNER" ]; then
        state="$(inside systemctl is-system-running 2>/dev/null || true)"
        if [ "$state" = running ] || [ "$state" = degraded ]; then break; fi
    fi
    sleep 1
done
[ -n "$INNER" ] || fail "it did not boot, see $SCRATCH/boot.log"

ask() { inside curl -sS --cacert "$CA" --resolve "$DOMAIN:443:127.0.0.1" --resolve "$DOMAIN:80:127.0.0.1" --max-time 20 "$@"; }

say "installing"
began=$SECONDS
inside bash /root/technomart/deploy/install.sh "$DOMAIN" --owner owner@example.ru --internal-ca --port "$PORT" | tee "$SCRATCH/install.log"
printf '#### installed in %s s\n' "$((SECONDS - began))"
grep -q "Technomart is open: https://$DOMAIN/" "$SCRATCH/install.log" || fail "no last word"
link="$(grep -o "https://$DOMAIN/reset-password/[A-Za-z0-9_-]*" "$SCRATCH/install.log")" || fail "no link for the owner"
secret="$(inside sha256sum /etc/technomart/shop.env)"
! grep -q "$(inside sed -n 's/^TECHNOMART_SECRET_KEY=//p' /etc/technomart/shop.env)" "$SCRATCH/install.log" || fail "the secret was printed"
[ "$(inside stat -c '%a %U' /etc/technomart/shop.env)" = "600 root" ] || fail "others may read the secret"

say "looking at it over HTTPS"
ask -o /dev/null -f "https://$DOMAIN/"
ask -o /dev/null -f "$link"
[ "$(ask -o /dev/null -w '%{http_code}' "http://$DOMAIN/")" = 308 ] || fail "plain HTTP is not led on"
ask -D- -o /dev/null "https://$DOMAIN/" | grep -qi '^strict-transport-security: max-age=63072000' || fail "no HSTS"

say "the units, locked in and well"
inside systemctl is-active technomart-web technomart-worker caddy technomart-backup.timer
inside systemctl start technomart-backup.service
inside journalctl -u technomart-backup --no-pager -o cat | grep "the books are right"
main="$(inside systemctl show -p MainPID --value technomart-web)"
inside grep -E '^(NoNewPrivs|Seccomp|CapBnd)' "/proc/$main/status"
inside systemd-analyze security --no-pager technomart-web technomart-worker technomart-backup caddy 2>/dev/null | grep Overall || true

say "killing the web processes"
inside systemctl kill -s KILL --kill-who=main technomart-web
sleep 0.2
began=$SECONDS
ask -o /dev/null -f --retry 20 --retry-delay 1 --retry-all-errors "https://$DOMAIN/healthz"
printf '#### answered again within %s s\n' "$((SECONDS - began + 1))"

say "running it again, with demo goods: an upgrade"
inside bash /root/technomart/deploy/install.sh "$DOMAIN" --demo | tee "$SCRATCH/upgrade.log"
[ "$secret" = "$(inside sha256sum /etc/technomart/shop.env)" ] || fail "the settings have changed"
[ "$(inside technomart staff list)" = "owner@example.ru: owner" ] || fail "the owner is gone, or has company"
[ "$(inside find /var/backups/technomart -name 'shop-*.sqlite3' | wc -l)" -ge 2 ] || fail "no backup before the upgrade"
picture="$(ask "https://$DOMAIN/" | grep -o '/media/[a-z0-9_-]*-480.webp' | head -n 1)"
ask -o /dev/null -f "https://$DOMAIN${picture/-480.webp/-1600.avif}"
inside technomart invariants

say "putting a backup back"
inside systemctl stop technomart-web technomart-worker
newest="$(inside find /var/backups/technomart -maxdepth 1 -name 'shop-*.sqlite3' | sort | tail -n 1)"
inside technomart database restore "$newest"
inside systemctl start technomart-web technomart-worker
ask -o /dev/null -f --retry 20 --retry-delay 1 --retry-all-errors "https://$DOMAIN/"
inside journalctl -u technomart-web -u technomart-worker -u caddy --no-pager -o cat | grep -c '"level": *"error"' || true

say "all of it was seen"

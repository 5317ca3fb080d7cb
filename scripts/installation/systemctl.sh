#!/bin/sh
# Where no systemd runs: what the installation asks of `systemctl`, done from the product's own units (account, folders, environment,
# command). What hardens them is not applied.
set -eu
UNITES=/etc/systemd/system
fichier() { # unit
  case $1 in *@*) echo "$UNITES/${1%%@*}@.service" ;; *) echo "$UNITES/$1.service" ;; esac
}
valeurs() { # unit directive
  instance=${1#*@}
  sed -n "s/^$2=//p" "$(fichier "$1")" | sed "s/%i/$instance/g"
}
demarrer() { # unit
  compte=$(valeurs "$1" User)
  etat=/var/lib/$(valeurs "$1" StateDirectory)
  install -d -o "$compte" -g "$compte" -m "$(valeurs "$1" StateDirectoryMode)" "$etat"
  (
    for paire in $(valeurs "$1" Environment); do export "$paire"; done
    while IFS= read -r ligne; do
      case $ligne in [A-Z]*=*) export "${ligne%%=*}=${ligne#*=}" ;; esac
    done < "$(valeurs "$1" EnvironmentFile)"
    umask "$(valeurs "$1" UMask)"
    cd "$(valeurs "$1" WorkingDirectory)"
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    # shellcheck disable=SC2046
    exec setpriv --reuid="$compte" --regid="$compte" --init-groups -- $(valeurs "$1" ExecStart)
  ) > "/var/log/$1.log" 2>&1 &
  echo $! > "/run/$1.pid"
}
# One that has ended and that nobody waits for is no longer running.
vivant() { # pid
  [ -e "/proc/$1/stat" ] && ! grep -q ') Z ' "/proc/$1/stat"
}
arreter() { # unit
  [ ! -e "/run/$1.pid" ] || kill "$(cat "/run/$1.pid")" 2> /dev/null || true
  while [ -e "/run/$1.pid" ] && vivant "$(cat "/run/$1.pid")"; do sleep 0.2; done
  rm -f "/run/$1.pid"
}
geste=$1 && shift
case $geste in
  daemon-reload) ;;
  # « nginx -t » leaves an empty one.
  reload | reload-or-restart) if [ -s /run/nginx.pid ]; then nginx -s reload; else nginx; fi ;;
  enable | start) for u in "$@"; do case $u in --now) ;; *) demarrer "$u" ;; esac done ;;
  stop) for u in "$@"; do arreter "$u"; done ;;
  restart) for u in "$@"; do arreter "$u" && demarrer "$u"; done ;;
  *) echo "systemctl $geste : inconnu ici" >&2 && exit 1 ;;
esac

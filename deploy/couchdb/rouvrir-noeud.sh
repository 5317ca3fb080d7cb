#!/bin/sh
# Ouvre un nœud qui revient (il revient fermé : fermer-noeud.sh), une fois que rien ne lui manque.
#
#   NOEUD=10.0.0.12 ADMIN=telegestion sh rouvrir-noeud.sh < secrets
#
# L'entrée standard : le mot de passe de l'administrateur, sur sa première ligne. Attend que chacun des trois nœuds n'ait plus
# rien à recopier, trois fois de suite : les autres mettent quelques secondes à voir qu'un nœud est revenu, et un seul zéro,
# juste après, ne prouverait rien. SANS="10.0.0.13" : sans compter un nœud que l'on sait perdu.
set -eu
: "${NOEUD:?adresse du nœud à ouvrir, par exemple NOEUD=10.0.0.12}"
: "${ADMIN:=telegestion}"
: "${SANS:=}"
: "${ATTENDUS:=3}"
: "${PORT:=5984}"
: "${PAUSE_S:=10}"
: "${RECUL_S:=60}"
: "${PATIENCE_S:=14400}"
IFS= read -r mot_de_passe || { echo "Le mot de passe est attendu sur l’entrée standard." >&2; exit 1; }

umask 077
dossier=$(mktemp -d) && trap 'rm -rf "$dossier"' EXIT
printf 'user = "%s:%s"\n' "$ADMIN" "$(printf '%s' "$mot_de_passe" | sed 's/\\/\\\\/g; s/"/\\"/g')" > "$dossier/compte"
demander() { # chemin [options de curl]
  chemin=$1 && shift
  curl --silent --fail-with-body --max-time 15 --config "$dossier/compte" "http://$NOEUD:$PORT$chemin" "$@"
}
nombre() { # champ : le premier de ce nom
  grep -o "\"$1\":[0-9]*" "$dossier/etat" | head -n 1 | cut -d: -f2
}
dire() { # une phrase n'est dite que si elle change
  [ "$1" = "${dit:-}" ] || printf '%s  %s\n' "$(date +%H:%M:%S)" "$1"
  dit=$1
}
# Ce qui manque encore pour ouvrir, en une phrase ; rien : tout est là. Un mot de passe refusé ne s'essaie pas deux fois : après
# quelques échecs, CouchDB ferme le compte plusieurs minutes, pour le service aussi.
obstacle() {
  reponse=$(demander /_membership) || case $reponse in
    *unauthorized* | *forbidden*) echo "$NOEUD refuse ce compte : $reponse Rien n’a été ouvert." >&2; return 1 ;;
    *) echo "$NOEUD ne répond pas : ${reponse:-rien}"; return ;;
  esac
  noeuds=$(printf '%s' "$reponse" | sed 's/.*"cluster_nodes":\[\([^]]*\)\].*/\1/' | tr -d '" ' | tr , '\n')
  connus=$(printf '%s\n' "$noeuds" | grep -c '@') || true
  [ "$connus" -ge "$ATTENDUS" ] || { echo "$NOEUD ne connaît que $connus nœuds sur $ATTENDUS : les autres ne lui ont pas encore dit la grappe."; return; }
  total=0 details='' jeune=''
  for noeud in $noeuds; do
    adresse=${noeud#*@}
    case " $SANS " in *" $adresse "*) continue ;; esac
    demander "/_node/$noeud/_system" > "$dossier/etat" ||
      { echo "$NOEUD ne joint pas $noeud : le remettre en marche d’abord ; s’il est perdu, SANS=\"$adresse\"."; return; }
    jobs=$(nombre internal_replication_jobs) age=$(nombre uptime)
    [ -n "$jobs" ] && [ -n "$age" ] || { echo "$noeud ne dit pas où il en est."; return; }
    [ "$jobs" -eq 0 ] || details="${details:+$details, }$adresse : $jobs"
    [ "$age" -ge "$RECUL_S" ] || jeune=$noeud
    total=$((total + jobs))
  done
  if [ "$total" -gt 0 ]; then echo "Encore $total documents à recopier ($details)."
  elif [ -n "$jeune" ]; then echo "$jeune vient de démarrer : on attend qu’il ait $RECUL_S secondes."; fi
}

limite=$(($(date +%s) + PATIENCE_S)) calme=0
while :; do
  manque=$(obstacle) || exit 1
  if [ -n "$manque" ]; then calme=0 && dire "$manque"; else calme=$((calme + 1)) && dire "Plus rien à recopier : $calme fois sur 3."; fi
  [ "$calme" -lt 3 ] || break
  [ "$(date +%s)" -lt "$limite" ] || { echo "Rien n’a été ouvert, au bout de $PATIENCE_S secondes : $NOEUD reste fermé, et se remet à jour. Relancer." >&2; exit 1; }
  sleep "$PAUSE_S"
done
demander /_node/_local/_config/couchdb/maintenance_mode -X PUT -H 'content-type: application/json' --data '"false"' > /dev/null
demander /_up > /dev/null || { echo "$NOEUD est ouvert, mais son /_up ne le dit pas : voir son journal." >&2; exit 1; }
dire "Nœud $NOEUD ouvert."

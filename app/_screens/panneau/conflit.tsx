'use client';

import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Retenue, VersionConflit } from '#shared/domain/types';
import { dateParis } from '#shared/temps/paris';
import { nomAuteur } from '../../_data/auteurs';
import { useDepot } from '../../_data/hooks';
import type { Ligne } from '../../_data/lignes';
import { dateHeure, heure, insecable } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import type { Valeurs } from '../correction/composer';
import { useEnregistrer } from '../correction/enregistrer';

/** Corrections that apply and that a version was not made on, the latest first. */
const correctionsHors = (v: VersionConflit, r: Retenue): string[] => {
  const parId = new Map(r.corrections.map((j) => [j.correction.id, j.correction]));
  const siennes = new Set<string>();
  const pile = [v.correction.id];
  for (let id = pile.pop(); id !== undefined; id = pile.pop()) {
    if (siennes.has(id)) continue;
    siennes.add(id);
    pile.push(...(parId.get(id)?.base ?? []));
  }
  return r.corrections
    .filter((j) => (j.etat === 'APPLIQUEE' || j.etat === 'TARDIVE') && j.correction.nature !== 'RETRAIT')
    .map((j) => j.correction.id)
    .filter((id) => !siennes.has(id))
    .reverse();
};

/**
 * [CO-4] What keeps a version: corrections of which the first is based on all. A visit that stays annulled has nothing that
 * CO-3 lets be said of it: it is restored and annulled again.
 */
export const garder = (v: VersionConflit, r: Retenue): Valeurs[] => {
  const { motif, commentaire } = v.correction;
  const pourquoi = { motif, commentaire };
  if (v.supprimee) {
    const retablir: Valeurs[] = r.supprimee ? [{ nature: 'RETABLISSEMENT', ...pourquoi }] : [];
    return [...retablir, { nature: 'SUPPRESSION', ...pourquoi }];
  }
  // An hour that this version has not can only be taken away.
  const perdues = (r.debut && !v.debut) || (r.fin && !v.fin);
  const etrangeres = perdues
    ? correctionsHors(v, r).map((retire) => ({ nature: 'RETRAIT' as const, retire, ...pourquoi }))
    : [];
  if (etrangeres.length > 0) return etrangeres;
  const suite: Valeurs[] = r.supprimee ? [{ nature: 'RETABLISSEMENT', ...pourquoi }] : [];
  if (v.minutesComplementaires !== r.minutesComplementaires) {
    suite.push({ nature: 'MINUTES', minutes: v.minutesComplementaires, ...pourquoi });
  }
  if (v.debut || v.fin) suite.push({ nature: 'HORAIRE', debut: v.debut, fin: v.fin, ...pourquoi });
  return suite.length > 0 ? suite : [{ nature: 'MINUTES', minutes: v.minutesComplementaires, ...pourquoi }];
};

const enMots = (v: VersionConflit): string => {
  if (v.supprimee) return 'Visite annulée';
  const heures = `${heure(v.debut) || '—'} – ${heure(v.fin) || '—'}`;
  return v.minutesComplementaires > 0 ? `${heures} + ${v.minutesComplementaires} min` : heures;
};

/** The sentence of the domain says logins, in the order of the versions: here their names. */
const nommer = (phrase: string, versions: readonly VersionConflit[], nom: (auteur: string) => string): string => {
  const auteurs = versions.map((v) => v.correction.auteur);
  return phrase.replace(`par ${auteurs.join(' et ')} :`, `par ${auteurs.map(nom).join(' et ')}\u00a0:`);
};

const NON_GARDE = 'Ce poste n’a pas pu garder ce choix (disque plein ?). Libérez de la place et recommencez.';

type Props = { ligne: Ligne; phrase: string; versions: readonly VersionConflit[] };

/** Versions side by side with their authors; one action settles it. */
export const Conflit = ({ ligne, phrase, versions }: Props) => {
  const enregistrer = useEnregistrer(ligne);
  const etat = useDepot();
  const [refus, setRefus] = useState<string>();
  const choisir = (v: VersionConflit): void => {
    const r = enregistrer(garder(v, ligne.retenue));
    setRefus(r.ok ? undefined : insecable(r.refus.message));
    if (r.ok) r.ecrite.catch(() => setRefus(NON_GARDE));
  };
  return (
    <section className="conflit" aria-label="Conflit">
      <Text size="sm" fw={600}>
        <Icone nom="conflit" /> {insecable(nommer(phrase, versions, (a) => nomAuteur(etat, a)))}
      </Text>
      <div className="conflit__versions">
        {versions.map((v) => (
          <div key={v.correction.id} className="conflit__version">
            <div className="num">
              <b>{enMots(v)}</b>
            </div>
            <div className="discret">
              {nomAuteur(etat, v.correction.auteur)}, {dateHeure(v.correction.instant, dateParis(v.correction.instant))}
            </div>
            <Button size="compact-xs" fullWidth variant="light" mt={6} onClick={() => choisir(v)}>
              Garder cette version
            </Button>
          </div>
        ))}
      </div>
      <div aria-live="assertive">{refus ? <Text c="var(--ton-rouge-texte)">{refus}</Text> : null}</div>
    </section>
  );
};

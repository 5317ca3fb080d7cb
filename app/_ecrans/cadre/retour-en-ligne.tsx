'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import type { Saisie } from '#shared/contrats/saisie';
import { pluriel } from '#shared/libelles/formats';
import { ajouterJours } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import { type EtatDepot, enAttente, refusDe } from '../../_donnees/depot/etat-depot';
import type { Ligne } from '../../_donnees/depot/lignes';
import { lignesDe } from '../../_donnees/depot/plier';
import { useDepot, useMaintenant, useSync } from '../../_donnees/lecture/hooks';
import { lienVisite } from '../../_ui/adresses/numeros';
import { notifications } from '../../_ui/notifications';
import { detailSync } from './marque-sync';

/** A visit may be on a neighbouring day of the one that its correction bears. */
const MARGE_J = 2;
/** What colleagues did meanwhile may come after one's own rows have left. */
const SUITE_MS = 20_000;
const ID = 'retour-en-ligne';

/** What became of what had waited: how many left, were refused, and the visits that are now in conflict. */
export const bilanDuRetour = (
  etat: EtatDepot,
  parties: readonly Saisie[],
  maintenant: Instant,
): { envoyees: number; refusees: number; conflits: Ligne[] } => {
  const refusees = parties.filter((s) => refusDe(etat, s) !== undefined).length;
  const corrections = parties.flatMap((s) => (s.type === 'correction' ? [s] : []));
  const dates = corrections.map((c) => c.date).sort();
  const [de, a] = [dates[0], dates.at(-1)];
  const ids = new Set(corrections.map((c) => c.id));
  const conflits =
    de && a
      ? lignesDe(etat, ajouterJours(de, -MARGE_J), ajouterJours(a, MARGE_J), maintenant).filter(
          (l) => l.retenue.conflit && l.retenue.corrections.some((j) => ids.has(j.correction.id)),
        )
      : [];
  return { envoyees: parties.length, refusees, conflits };
};

type Bilan = ReturnType<typeof bilanDuRetour>;

/** What was refused, and why, is told where what waits is. */
const voirRefus = (): void => {
  notifications.hide(ID);
  detailSync.changer(() => true);
};

const annoncer = ({ envoyees, refusees, conflits }: Bilan): void => {
  const [premier] = conflits;
  const dont = [
    ...(refusees > 0 ? [pluriel(refusees, 'refusée')] : []),
    ...(conflits.length > 0 ? [`${conflits.length} en conflit`] : []),
  ];
  notifications.hide(ID);
  notifications.show({
    id: ID,
    color: dont.length > 0 ? 'yellow' : 'green',
    autoClose: dont.length > 0 ? false : 8_000,
    title: 'De nouveau en ligne',
    message: (
      <>
        {pluriel(envoyees, 'envoyée')}
        {dont.length > 0 ? `, dont ${dont.join(' et ')}` : ''}
        {premier ? (
          <>
            {' : '}
            <Link href={lienVisite(premier.date, premier.id)} onClick={() => notifications.hide(ID)}>
              {conflits.length > 1 ? 'régler le premier' : 'le régler'}
            </Link>
          </>
        ) : null}
        .
        {refusees > 0 ? (
          <Button size="compact-xs" variant="light" ml="xs" onClick={voirRefus}>
            Voir pourquoi
          </Button>
        ) : null}
      </>
    ),
  });
};

/** Coming back online tells the outcome of what had waited, once it has left, and again where a conflict shows just after. */
export const useRetourEnLigne = (): void => {
  const etat = useDepot();
  const { liaison, attente } = useSync();
  const maintenant = useMaintenant();
  const attendaient = useRef(new Map<string, Saisie>());
  const dit = useRef<{ quoi: string; le: number }>(undefined);
  useEffect(() => {
    const gardees = attendaient.current;
    if (liaison === 'HORS_LIGNE') {
      if (dit.current) gardees.clear();
      dit.current = undefined;
      for (const s of enAttente(etat, nomDuPoste())) gardees.set(s._id, s);
      return;
    }
    if (liaison !== 'EN_LIGNE' || attente > 0 || gardees.size === 0) return;
    if (dit.current && Date.now() - dit.current.le > SUITE_MS) {
      gardees.clear();
      dit.current = undefined;
      return;
    }
    const bilan = bilanDuRetour(etat, [...gardees.values()], maintenant);
    const quoi = `${bilan.envoyees} ${bilan.refusees} ${bilan.conflits.map((l) => l.id).join()}`;
    if (dit.current?.quoi === quoi) return;
    // A conflict that has just been settled is no news.
    const moins = dit.current !== undefined && bilan.conflits.length === 0;
    dit.current = { quoi, le: dit.current?.le ?? Date.now() };
    if (!moins) annoncer(bilan);
  }, [etat, liaison, attente, maintenant]);
};

'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import type { Saisie } from '#shared/contrats/saisie';
import { type AbsenceCedee, absencesCedees, natureEnMots } from '#shared/domain/absence/absences';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import { nomAuteur } from '../../_donnees/depot/auteurs';
import { type EtatDepot, enAttente, refusDe } from '../../_donnees/depot/etat-depot';
import { type Ligne, saisiesDuType } from '../../_donnees/depot/lignes';
import { nomsDe } from '../../_donnees/depot/noms-personnes';
import { lignesDe } from '../../_donnees/depot/plier';
import { useDepot, useMaintenant, useSync } from '../../_donnees/lecture/hooks';
import { adresseAbsence } from '../../_ui/adresses/absences';
import { lienVisite } from '../../_ui/adresses/numeros';
import { periodeEnMots } from '../../_ui/heures/tapee';
import { notifications } from '../../_ui/notifications';
import { detailSync } from './marque-sync';

/** A visit may be on a neighbouring day of the one that its correction bears. */
const MARGE_J = 2;
/** What colleagues did meanwhile may come after one's own rows have left. */
const SUITE_MS = 20_000;
const ID = 'retour-en-ligne';

/** What became of what had waited: how many left, were refused, the visits that are now in conflict, the absences that gave way. */
export const bilanDuRetour = (
  etat: EtatDepot,
  parties: readonly Saisie[],
  maintenant: Instant,
): { envoyees: number; refusees: number; conflits: Ligne[]; cedees: AbsenceCedee[] } => {
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
  const absences = parties.filter((s) => s.type === 'absence');
  const cedees = absencesCedees(absences, absences.length > 0 ? saisiesDuType(etat, 'absence') : []);
  return { envoyees: parties.length, refusees, conflits, cedees };
};

/** An absence is no conflict to be settled: the last one said holds, and who had said otherwise is told. */
export const direCedee = (etat: EtatDepot, { tient }: AbsenceCedee, aujourdhui: DateCivile): string => {
  const quoi = `L’absence de ${nomsDe(etat)('usager', tient.usagerId)} a été`;
  const par = `par ${nomAuteur(etat, tient.auteur)}, après vous`;
  return tient.annulee
    ? `${quoi} retirée ${par}\u00a0: elle n’est plus notée.`
    : `${quoi} modifiée ${par}\u00a0: c’est sa version qui tient (${natureEnMots(tient)} ${periodeEnMots(tient, aujourdhui)}).`;
};

type Bilan = ReturnType<typeof bilanDuRetour>;

/** What was refused, and why, is told where what waits is. */
const voirRefus = (): void => {
  notifications.hide(ID);
  detailSync.changer(() => true);
};

const annoncer = ({ envoyees, refusees, conflits, cedees }: Bilan, dire: (c: AbsenceCedee) => string): void => {
  const [premier] = conflits;
  const dont = [
    ...(refusees > 0 ? [pluriel(refusees, 'refusée')] : []),
    ...(conflits.length > 0 ? [`${conflits.length} en conflit`] : []),
  ];
  const aLire = dont.length > 0 || cedees.length > 0;
  notifications.hide(ID);
  notifications.show({
    id: ID,
    color: aLire ? 'yellow' : 'green',
    autoClose: aLire ? false : 8_000,
    title: 'De nouveau en ligne',
    message: (
      <>
        {pluriel(envoyees, 'saisie envoyée', 'saisies envoyées')}
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
        {cedees.map((c) => (
          <div key={c.tient.id}>
            {dire(c)}{' '}
            {c.tient.annulee ? null : (
              <Link href={adresseAbsence(c.tient.id)} onClick={() => notifications.hide(ID)}>
                La voir
              </Link>
            )}
          </div>
        ))}
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
    const { conflits, cedees } = bilan;
    const quoi = [bilan.envoyees, bilan.refusees, conflits.map((l) => l.id), cedees.map((c) => c.tient.id)].join(' ');
    if (dit.current?.quoi === quoi) return;
    // A conflict that has just been settled is no news.
    const moins = dit.current !== undefined && conflits.length + cedees.length === 0;
    dit.current = { quoi, le: dit.current?.le ?? Date.now() };
    if (!moins) annoncer(bilan, (c) => direCedee(etat, c, dateParis(maintenant)));
  }, [etat, liaison, attente, maintenant]);
};

'use client';

import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { monotonicFactory } from 'ulid';
import type { Refus } from '#shared/contrats/commun';
import type { Correction } from '#shared/contrats/correction';
import type { Intervention } from '#shared/contrats/intervention';
import { jugerCorrection } from '#shared/domain/correction/juger';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import type { Contexte, CorrectionSuivie } from '#shared/domain/types';
import type { EtatDepot } from '../../_data/etat-depot';
import { useDepot, usePoste } from '../../_data/hooks';
import { maintenant, maintenantMs } from '../../_data/horloge';
import { contexteDe, type Ligne, suivies } from '../../_data/lignes';
import type { Poste } from '../../_data/poste';
import { poste as nomDuPoste } from '../../_data/stockage';
import { composer, type Signature, sujetDe, type Valeurs } from './composer';
import { resumeCorrection } from './resume';

// Monotonic: of two corrections typed within one millisecond the second has the larger id. Seeded by the server's clock, as
// the instant is: ids sort as what was typed.
const ulid = monotonicFactory();

export const signer = (poste: Poste): Signature => ({
  auteur: poste.session.identifiant,
  poste: nomDuPoste(),
  antenne: poste.antenne,
  maintenant: maintenant(),
  id: ulid(maintenantMs()),
});

export type Refusee = { refus: Refus; correction: Correction };

/**
 * [CO-3] Composes and judges a suite of corrections of one visit, each on top of the one before; the first refusal stops it.
 * `base`: what their author saw of the visit [CO-4]; they are judged against the visit as it is now.
 */
export const composerSuite = (
  ligne: Ligne,
  valeurs: readonly Valeurs[],
  autres: readonly CorrectionSuivie[],
  contexte: Contexte,
  nouvelle: () => Signature,
  base: readonly string[] = ligne.retenue.base,
): { ok: true; corrections: Correction[] } | ({ ok: false } & Refusee) => {
  const i: Intervention = ligne.retenue.intervention;
  let sujet = { ...sujetDe(ligne.retenue), base: [...base] };
  const corrections: Correction[] = [];
  for (const v of valeurs) {
    const correction = composer(sujet, v, nouvelle());
    const avant = [...autres, ...corrections.map((c) => ({ correction: c }))];
    const refus = jugerCorrection(i, avant, correction, contexte);
    if (refus) return { ok: false, refus, correction };
    corrections.push(correction);
    sujet = { ...sujet, base: [correction.id], dernierInstant: correction.instant };
  }
  return { ok: true, corrections };
};

/** What the person is told once both copies are on the disk [CO-6]. */
export const annoncer = (corrections: readonly Correction[], enLigne: boolean): void => {
  const derniere = corrections.at(-1);
  if (!derniere) return;
  notifications.show({
    color: enLigne ? 'green' : 'yellow',
    title: enLigne ? 'Correction enregistrée' : 'Gardée sur ce poste, en attente d’envoi',
    message: resumeCorrection(derniere),
  });
};

export const autresDe = (etat: EtatDepot, i: Intervention): CorrectionSuivie[] => indexerCorrections(suivies(etat))(i);

/** Judges, keeps, announces; gives the refusal where there is one. */
export const useEnregistrer = (
  ligne: Ligne,
): ((valeurs: readonly Valeurs[], base?: readonly string[]) => Promise<Refusee | undefined>) => {
  const poste = usePoste();
  const etat = useDepot();
  return useCallback(
    async (valeurs, base) => {
      const contexte = contexteDe(etat, maintenant());
      const autres = autresDe(etat, ligne.retenue.intervention);
      const suite = composerSuite(ligne, valeurs, autres, contexte, () => signer(poste), base);
      if (!suite.ok) return suite;
      await poste.enregistrer(suite.corrections);
      annoncer(suite.corrections, poste.sync.lire().liaison === 'EN_LIGNE');
      return undefined;
    },
    [poste, etat, ligne],
  );
};

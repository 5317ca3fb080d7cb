'use client';

import { useCallback } from 'react';
import type { Refus } from '#shared/contrats/commun';
import type { Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { jugerCorrection } from '#shared/domain/correction/juger';
import { jourDeLaVisite, usagerRefuse } from '#shared/domain/correction/refus-usager';
import { cibleDe, indexerCorrections } from '#shared/domain/intervention/cibles';
import type { Contexte, CorrectionSuivie, Valeurs } from '#shared/domain/types';
import { maintenant } from '../../_donnees/base/horloge';
import { nouvelId } from '../../_donnees/base/ids';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { contexteDe, type Ligne, suivies } from '../../_donnees/depot/lignes';
import { nomsDe } from '../../_donnees/depot/noms-personnes';
import { useDepot, usePoste } from '../../_donnees/lecture/hooks';
import type { Poste } from '../../_donnees/poste/poste';
import { noterPas } from '../affichage';
import { annulable, retenirPourAnnuler } from './actes';
import { annoncer, quiDe } from './annoncer';
import { composer, sujetDe } from './composer';
import { ecrire } from './ecriture';
import type { Signature } from './signature';

export const signer = (poste: Poste): Signature => ({
  auteur: poste.session.identifiant,
  poste: nomDuPoste(),
  antenne: poste.antenne,
  maintenant: maintenant(),
  id: nouvelId(),
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
    // [CO-7] A withdrawal follows what it withdraws, wherever its punch goes.
    const visee = v.retire ? autres.find((s) => s.correction.id === v.retire)?.correction : undefined;
    const correction = composer(visee ? { ...sujet, cible: cibleDe(visee) } : sujet, v, nouvelle());
    const avant = [...autres, ...corrections.map((c) => ({ correction: c }))];
    const refus = jugerCorrection(i, avant, correction, contexte);
    if (refus) return { ok: false, refus, correction };
    corrections.push(correction);
    sujet = { ...sujet, base: [correction.id], dernierInstant: correction.instant };
  }
  return { ok: true, corrections };
};

export const autresDe = (etat: EtatDepot, i: Intervention): CorrectionSuivie[] => indexerCorrections(suivies(etat))(i);

type Preparee = { ok: true; ecrire: () => Promise<void> } | ({ ok: false } & Refusee);

/** Judges at once; nothing is written until `ecrire`, which fails where the disk refuses. */
export const usePreparer = (ligne: Ligne): ((valeurs: readonly Valeurs[], base?: readonly string[]) => Preparee) => {
  const poste = usePoste();
  const etat = useDepot();
  return useCallback(
    (valeurs, base) => {
      const contexte = contexteDe(etat, maintenant());
      const autres = autresDe(etat, ligne.retenue.intervention);
      const suite = composerSuite(ligne, valeurs, autres, contexte, () => signer(poste), base);
      if (!suite.ok) return suite;
      const refusee = usagerRefuse(suite.corrections, etat.usagers, jourDeLaVisite(ligne.retenue));
      if (refusee) return { ok: false, ...refusee };
      const ecrireSuite = async (): Promise<void> => {
        await ecrire(poste, suite.corrections, [ligne.id]);
        retenirPourAnnuler(poste, suite.corrections);
        noterPas('corriger');
        const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
        annoncer(quiDe(ligne), suite.corrections, enLigne, nomsDe(etat), annulable(poste, suite.corrections));
      };
      return { ok: true, ecrire: ecrireSuite };
    },
    [poste, etat, ligne],
  );
};

export type Enregistree = { ok: true; ecrite: Promise<void> } | ({ ok: false } & Refusee);

/**
 * Judges at once; what is accepted is then written behind, announced once it is kept [CO-6], and can be undone in one key.
 * `ecrite` fails where the disk refuses.
 */
export const useEnregistrer = (
  ligne: Ligne,
): ((valeurs: readonly Valeurs[], base?: readonly string[]) => Enregistree) => {
  const preparer = usePreparer(ligne);
  return useCallback(
    (valeurs, base) => {
      const preparee = preparer(valeurs, base);
      return preparee.ok ? { ok: true, ecrite: preparee.ecrire() } : preparee;
    },
    [preparer],
  );
};

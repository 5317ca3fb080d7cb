'use client';

import { useEffect, useRef } from 'react';
import type { Refus } from '#shared/contrats/commun';
import type { Correction } from '#shared/contrats/corrections/correction';
import { cibleDe, ciblesDe, indexerCorrections } from '#shared/domain/intervention/cibles';
import type { Contexte, Retenue, Valeurs } from '#shared/domain/types';
import { pluriel } from '#shared/libelles/formats';
import { ajouterJours } from '#shared/temps/paris';
import { maintenant } from '../../_donnees/base/horloge';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { contexteDe, type Ligne, suivies } from '../../_donnees/depot/lignes';
import { type Noms, nomsDe } from '../../_donnees/depot/noms-personnes';
import { lignesDe } from '../../_donnees/depot/plier';
import { usePoste } from '../../_donnees/lecture/hooks';
import type { Poste } from '../../_donnees/poste/poste';
import { useCtrlZ } from '../ctrl-z';
import { actes } from './actes';
import { dire, quiDe } from './annoncer';
import { apresEcritures, ecrire } from './ecriture';
import { composerSuite, signer } from './enregistrer';
import { resumeCorrection } from './resume';
import type { Signature } from './signature';

/** A visit may be on a neighbouring day of the one that its correction bears: it was paired again since. */
const MARGE_J = 2;

/**
 * [CO-1] What undoes a correction is one more: its withdrawal; of a withdrawal, what it withdrew, said again; of a visit that a
 * creation alone makes, its annulment, since nothing would remain of it.
 */
export const valeursDeRetour = (c: Correction, r: Pick<Retenue, 'intervention' | 'corrections'>): Valeurs => {
  const { visite, arrivee, depart } = r.intervention;
  const retiree = r.corrections.find((j) => j.correction.id === c.retire)?.correction;
  if (retiree) return retiree;
  const pourquoi = { motif: c.motif, commentaire: c.commentaire };
  if (c.nature === 'CREATION' && !visite && !arrivee && !depart) return { nature: 'SUPPRESSION', ...pourquoi };
  return { nature: 'RETRAIT', retire: c.id, ...pourquoi };
};

type Retour = {
  corrections: Correction[];
  lignes: Ligne[];
  /** Corrections that stand: someone corrected on top of them, most often. */
  refus: { ligne: Ligne; refus: Refus }[];
};

/** The corrections that give the visits of an act back as they were. What no longer applies is left alone. */
export const composerRetour = (
  etat: EtatDepot,
  acte: readonly Correction[],
  contexte: Contexte,
  nouvelle: () => Signature,
): Retour => {
  const dates = acte.map((c) => c.date).sort();
  const [de, a] = [dates[0], dates.at(-1)];
  const retour: Retour = { corrections: [], lignes: [], refus: [] };
  if (!de || !a) return retour;
  const autres = indexerCorrections(suivies(etat));
  const cle = (c: { genre: string; id: string }): string => `${c.genre}:${c.id}`;
  const vises = new Map(acte.map((c) => [c.id, c]));
  const cibles = new Set(acte.map((c) => cle(cibleDe(c))));
  for (const ligne of lignesDe(etat, ajouterJours(de, -MARGE_J), ajouterJours(a, MARGE_J), contexte.maintenant)) {
    const { intervention, corrections } = ligne.retenue;
    if (!ciblesDe(intervention).some((c) => cibles.has(cle(c)))) continue;
    const siennes = corrections.flatMap((j) =>
      vises.has(j.correction.id) && j.etat !== 'REFUSEE' && j.etat !== 'RETIREE' ? [j.correction] : [],
    );
    if (siennes.length === 0) continue;
    const valeurs = siennes.toReversed().map((c) => valeursDeRetour(c, ligne.retenue));
    const suite = composerSuite(ligne, valeurs, autres(intervention), contexte, nouvelle);
    if (suite.ok) {
      retour.corrections.push(...suite.corrections);
      retour.lignes.push(ligne);
    } else retour.refus.push({ ligne, refus: suite.refus });
  }
  return retour;
};

const direRetour = (r: Retour, acte: readonly Correction[], enLigne: boolean, noms: Noms): void => {
  const [premier] = r.lignes;
  const [refuse] = r.refus;
  const suite = enLigne ? '' : ' Gardé sur ce poste, en attente d’envoi.';
  if (!premier) {
    if (refuse)
      dire({ color: 'red', title: 'Rien n’a été annulé', message: `${quiDe(refuse.ligne)} : ${refuse.refus.message}` });
    return;
  }
  const [remise] = r.corrections;
  const derniere = acte.at(-1);
  // What a withdrawal took away stands again: that is what is said.
  const [titre, dite] = derniere?.nature === 'RETRAIT' ? ['Retrait annulé', remise] : ['Correction annulée', derniere];
  const seule = r.lignes.length === 1 ? dite : undefined;
  const fait = seule
    ? `${quiDe(premier)} : ${resumeCorrection(seule, noms)}.`
    : `${pluriel(r.lignes.length, 'visite redevient', 'visites redeviennent')} comme avant ce lot.`;
  // [CO-4] Who settled it has seen both versions: no withdrawal makes them unseen.
  const tranche =
    seule && (acte[0]?.base.length ?? 0) > 1
      ? ' Le conflit reste tranché : la dernière version s’applique, l’autre se lit sur la visite.'
      : '';
  const restent = refuse
    ? ` ${pluriel(r.refus.length, 'visite reste corrigée', 'visites restent corrigées')} : ${refuse.refus.message}`
    : '';
  dire({
    color: refuse ? 'yellow' : 'green',
    title: seule ? titre : `${r.lignes.length} corrections annulées`,
    message: `${fait}${tranche}${restent}${suite}`,
  });
};

/** Undoes the last act that still stands; gives the visits that it changed. */
export const annulerDerniere = async (poste: Poste): Promise<string[]> => {
  await apresEcritures();
  for (;;) {
    const siens = actes.lire(poste);
    const acte = siens.at(-1);
    if (!acte) {
      const message = 'Rien de fait ici depuis l’ouverture de l’application : ouvrez la visite pour la corriger.';
      dire({ color: 'gray', title: 'Rien à annuler', message });
      return [];
    }
    if ('defaire' in acte) {
      actes.poser(poste, siens.slice(0, -1));
      if (await acte.defaire()) return [];
      continue;
    }
    const retour = composerRetour(poste.depot.lire(), acte, contexteDe(poste.depot.lire(), maintenant()), () =>
      signer(poste),
    );
    actes.poser(poste, siens.slice(0, -1));
    // Withdrawn since by another way, or refused by the server: the act before it is the one meant.
    if (retour.lignes.length === 0 && retour.refus.length === 0) continue;
    const ids = retour.lignes.map((l) => l.id);
    try {
      if (ids.length > 0) await ecrire(poste, retour.corrections, ids);
    } catch {
      actes.poser(poste, siens);
      const message = 'Ce poste n’a pas pu l’écrire (disque plein ?). Libérez de la place et recommencez.';
      dire({ color: 'red', title: 'Rien n’a été annulé', message });
      return [];
    }
    direRetour(retour, acte, poste.sync.lire().liaison === 'EN_LIGNE', nomsDe(poste.depot.lire()));
    return ids;
  }
};

/** Ctrl Z undoes the last correction of this PC. `actif`: false where another part of the screen listens already. */
export const useAnnuler = (apres: (lignes: readonly string[]) => void, actif = true): void => {
  const poste = usePoste();
  const derniere = useRef(apres);
  useEffect(() => {
    derniere.current = apres;
  });
  useCtrlZ(() => void annulerDerniere(poste).then((ids) => derniere.current(ids)), { actif });
};

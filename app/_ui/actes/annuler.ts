'use client';

import { useEffect, useRef } from 'react';
import type { Refus } from '#shared/contrats/commun';
import type { Correction, Nature } from '#shared/contrats/corrections/correction';
import { tetes } from '#shared/domain/correction/conflit';
import { RECOUVERTE, vivante } from '#shared/domain/correction/retrait';
import { cibleDe, ciblesDe, indexerCorrections } from '#shared/domain/intervention/cibles';
import type { Contexte, Retenue, Valeurs } from '#shared/domain/types';
import { heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { minuscule } from '#shared/mots/textes';
import { ajouterJours } from '#shared/temps/paris';
import { maintenant } from '../../_donnees/base/horloge';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { contexteDe, type Ligne, suivies } from '../../_donnees/depot/lignes';
import { nomsDe } from '../../_donnees/depot/noms-personnes';
import { lignesDe } from '../../_donnees/depot/plier';
import { usePoste } from '../../_donnees/lecture/hooks';
import type { Poste } from '../../_donnees/poste/poste';
import { noterPas } from '../affichage';
import { STATUTS } from '../mots/statuts';
import { useCtrlZ } from '../touches/ctrl-z';
import { type Acte, actes, faitIci, sortirActe } from './actes';
import { dire, direGesteNonGarde, quiDe } from './annoncer';
import { DELAI_ANNULATION_MS } from './avec-annuler';
import { EN_CONFLIT } from './composer';
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

/**
 * [CO-3] A withdrawal is refused where someone corrected on top of it. What undoes in another way would go over their correction without
 * a word, and what undoes a withdrawal settles a conflict that nobody was shown: it is refused as well.
 */
const refusEcrasement = (
  siennes: readonly Correction[],
  r: Pick<Retenue, 'intervention' | 'corrections'>,
  acte: ReadonlyMap<string, Correction>,
): Refus | undefined => {
  const { ascendants } = tetes(r.corrections.map((j) => j.correction));
  for (const c of siennes) {
    if (valeursDeRetour(c, r).nature === 'RETRAIT') continue;
    const nonVues = r.corrections.filter(
      (j) =>
        vivante(j) &&
        j.correction.nature !== 'RETRAIT' &&
        !acte.has(j.correction.id) &&
        !ascendants(c.id).has(j.correction.id),
    );
    if (nonVues.length === 0) continue;
    return nonVues.some((j) => ascendants(j.correction.id).has(c.id)) ? RECOUVERTE : EN_CONFLIT;
  }
  return undefined;
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
    const siennes = corrections.flatMap((j) => (vises.has(j.correction.id) && vivante(j) ? [j.correction] : []));
    if (siennes.length === 0) continue;
    const valeurs = siennes.toReversed().map((c) => valeursDeRetour(c, ligne.retenue));
    const ecrase = refusEcrasement(siennes, ligne.retenue, vises);
    if (ecrase) {
      retour.refus.push({ ligne, refus: ecrase });
      continue;
    }
    const suite = composerSuite(ligne, valeurs, autres(intervention), contexte, nouvelle);
    if (suite.ok) {
      retour.corrections.push(...suite.corrections);
      retour.lignes.push(ligne);
    } else retour.refus.push({ ligne, refus: suite.refus });
  }
  return retour;
};

/** What a visit is again, once a correction of that kind is taken back. */
const REDEVENUE: Readonly<Record<Nature, string>> = {
  CREATION: 'Visite créée retirée',
  HORAIRE: 'Heures remises comme avant',
  MINUTES: 'Minutes complémentaires remises comme avant',
  DONNEES: 'Usager, aide et prestation remis comme avant',
  SUPPRESSION: 'Visite rétablie',
  RETABLISSEMENT: 'Visite de nouveau notée comme n’ayant pas eu lieu',
  RETRAIT: 'Correction remise',
};

/** « 8 h 31 – …, sans départ »: the visit as it is now. */
const direVisite = ({ retenue: r, statut }: Ligne): string => {
  const heures = r.debut || r.fin ? `${heure(r.debut) || '…'} – ${heure(r.fin) || '…'}, ` : '';
  return `${heures}${minuscule(STATUTS[statut].mot)}`;
};

const direRetour = (r: Retour, acte: readonly Correction[], poste: Poste): void => {
  const [premier] = r.lignes;
  const [refuse] = r.refus;
  const suite = poste.sync.lire().liaison === 'EN_LIGNE' ? '' : ' Gardé sur ce poste, en attente d’envoi.';
  if (!premier) {
    if (refuse)
      dire({ color: 'red', title: 'Rien n’a été annulé', message: `${quiDe(refuse.ligne)} : ${refuse.refus.message}` });
    return;
  }
  const derniere = acte.at(-1);
  const seule = r.lignes.length === 1 && derniere !== undefined;
  const ecrites = new Set(r.corrections.map((c) => c.id));
  const apres = lignesAutour(poste.depot.lire(), acte).find((l) =>
    l.retenue.corrections.some((j) => ecrites.has(j.correction.id)),
  );
  const fait = seule
    ? `${quiDe(premier)}${apres ? ` : ${direVisite(apres)}` : ''}.`
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
    title: seule ? REDEVENUE[derniere.nature] : `${r.lignes.length} corrections annulées`,
    message: `${fait}${tranche}${restent}${suite}`,
  });
};

const lignesAutour = (etat: EtatDepot, acte: readonly Correction[]): Ligne[] => {
  const dates = acte.map((c) => c.date).sort();
  const [de, a] = [dates[0], dates.at(-1)];
  return de && a ? lignesDe(etat, ajouterJours(de, -MARGE_J), ajouterJours(a, MARGE_J), maintenant()) : [];
};

/** Takes back one act; the visits that it changed, or undefined where nothing of it stands any more: it was withdrawn by another way. */
const defaireActe = async (poste: Poste, acte: Acte): Promise<string[] | undefined> => {
  const remettre = sortirActe(poste, acte);
  // [CO-6] The room comes back, and the act may be taken back then.
  const nonEcrit = (): string[] => {
    remettre();
    direGesteNonGarde('Rien n’a été annulé');
    return [];
  };
  if ('defaire' in acte)
    try {
      return (await acte.defaire()) ? [] : undefined;
    } catch {
      return nonEcrit();
    }
  const etat = poste.depot.lire();
  const retour = composerRetour(etat, acte, contexteDe(etat, maintenant()), () => signer(poste));
  if (retour.lignes.length === 0 && retour.refus.length === 0) return undefined;
  const ids = retour.lignes.map((l) => l.id);
  try {
    if (ids.length > 0) await ecrire(poste, retour.corrections, ids);
  } catch {
    return nonEcrit();
  }
  noterPas('annuler');
  direRetour(retour, acte, poste);
  return ids;
};

const RIEN = 'Rien de fait ici depuis l’ouverture de l’application : ouvrez la visite pour la corriger.';
const direRien = (message = RIEN): void => dire({ color: 'gray', title: 'Rien à annuler', message });

/** What the button of a notice asks for: that act, and no other. */
export const annulerActe = async (poste: Poste, acte: Acte): Promise<void> => {
  await apresEcritures();
  const ids = actes.lire(poste).includes(acte) ? await defaireActe(poste, acte) : undefined;
  if (ids === undefined) return direRien('Ce geste ne s’applique plus : il a déjà été repris.');
  [...suites].at(-1)?.(ids);
};

/** « MARTIN Jeanne, mer. 25 nov. : Heures corrigées : départ 9 h 30 (Oubli au départ) » */
const nommer = (poste: Poste, acte: Acte): string => {
  if ('defaire' in acte) return acte.dit;
  const etat = poste.depot.lire();
  const derniere = acte.at(-1);
  const ids = new Set(acte.map((c) => c.id));
  const lignes = lignesAutour(etat, acte).filter((l) => l.retenue.corrections.some((j) => ids.has(j.correction.id)));
  const [seule] = lignes;
  if (lignes.length > 1 || !seule || !derniere) return `${pluriel(acte.length, 'correction')} d’un lot`;
  return `${quiDe(seule)} : ${resumeCorrection(derniere, nomsDe(etat))}`;
};

/** The act that Ctrl Z has named, and that it takes back if it is typed again. */
let nomme: { acte: Acte; le: number } | undefined;

const demanderDAbord = (poste: Poste, acte: Acte): boolean => {
  const redit = nomme?.acte === acte && Date.now() - nomme.le < DELAI_ANNULATION_MS;
  nomme = redit ? undefined : { acte, le: Date.now() };
  if (redit) return false;
  const message = `${nommer(poste, acte)}. Ce n’est pas sur cet écran : Ctrl Z encore, ou le bouton.`;
  dire({ color: 'blue', title: 'Annuler ce geste ?', message }, () => void annulerActe(poste, acte));
  return true;
};

/**
 * Takes back the last act that still stands; gives the visits that it changed. What this screen does not show is named first, and taken
 * back when it is asked for again. `montre`: whether these corrections are of visits that the screen shows.
 */
export const annulerDerniere = async (
  poste: Poste,
  montre: (acte: readonly Correction[]) => boolean = () => true,
): Promise<string[]> => {
  await apresEcritures();
  for (;;) {
    const acte = actes.lire(poste).at(-1);
    if (!acte) {
      direRien();
      return [];
    }
    const ici = faitIci(acte) && ('defaire' in acte || montre(acte));
    if (!ici && tientEncore(poste, acte) && demanderDAbord(poste, acte)) return [];
    const ids = await defaireActe(poste, acte);
    // Withdrawn since by another way, or refused by the server: the act before it is the one meant.
    if (ids !== undefined) return ids;
  }
};

/** Something of it is left to take back: else it would be named for nothing. */
const tientEncore = (poste: Poste, acte: Acte): boolean => {
  if ('defaire' in acte) return true;
  const etat = poste.depot.lire();
  const r = composerRetour(etat, acte, contexteDe(etat, maintenant()), () => signer(poste));
  return r.lignes.length + r.refus.length > 0;
};

/** What the screen does after an act was taken back, by its key or by the button of its notice: the last one that listens. */
const suites = new Set<(lignes: readonly string[]) => void>();

/**
 * Ctrl Z undoes the last correction of this PC. `actif`: false where another part of the screen listens already. `montre`: whether the
 * visits of a correction are shown here.
 */
export const useAnnuler = (
  apres: (lignes: readonly string[]) => void,
  actif = true,
  montre?: (acte: readonly Correction[]) => boolean,
): void => {
  const poste = usePoste();
  const derniere = useRef({ apres, montre });
  useEffect(() => {
    derniere.current = { apres, montre };
  });
  useEffect(() => {
    if (!actif) return;
    const suite = (ids: readonly string[]): void => derniere.current.apres(ids);
    suites.add(suite);
    return () => void suites.delete(suite);
  }, [actif]);
  useCtrlZ(() => void annulerDerniere(poste, derniere.current.montre).then((ids) => derniere.current.apres(ids)), {
    actif,
  });
};

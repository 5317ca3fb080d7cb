'use client';

import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { CONVENABLES } from '#shared/domain/correction/motifs';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import { motifEnMots } from '#shared/libelles/motif';
import { dateCourte, heure, insecable } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateParis, moisDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { maintenant as aLInstant } from '../../../_donnees/base/horloge';
import { contexteDe, type Ligne, suivies } from '../../../_donnees/depot/lignes';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { annulable, retenirPourAnnuler } from '../../../_ui/actes/actes';
import { annoncerLot } from '../../../_ui/actes/annoncer';
import { ecrire } from '../../../_ui/actes/ecriture';
import { signer } from '../../../_ui/actes/enregistrer';
import { useQuestion } from '../../../_ui/actes/question';
import { CeQuiManque } from '../correction/ce-qui-manque';
import { ChampMotif } from '../correction/champ-motif';
import { Commentaire } from '../correction/champs';
import {
  direLot,
  type Ecarte,
  GENRES_LOT,
  type GenreLot,
  type Heures,
  type Laissees,
  type Lot,
  laisseesPar,
  lotEnMots,
  type Pret,
  preparerLot,
  repartir,
  titreLot,
} from './lot';
import './lot.css';
import {
  Champ,
  type Erreurs,
  Formulaire as FormulaireLie,
  type Lecture,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
  useValeurs,
} from '../../../_ui/formulaire';
import { montrer } from '../../../_ui/montrer';
import { TetePanneau } from '../../../_ui/tete-panneau';
import { MoisClos } from '../actes/mois-clos';
import { lieuDuLot } from '../correction/lieu';

type Props = {
  lignes: readonly Ligne[];
  maintenant: Instant;
  fermer: () => void;
  /** These are corrected, and kept; those are still to be treated. */
  faites: (corrigees: ReadonlySet<string>, laissees: Laissees) => void;
};

const bornes = ({ debut, fin }: Heures): string => `${heure(debut) || '…'} – ${heure(fin) || '…'}`;

const Apercu = ({ prets }: { prets: readonly Pret[] }) => (
  <div className="lot__apercu">
    <table className="lot__table">
      <caption className="invisible">Ce qui change, ligne par ligne</caption>
      <thead>
        <tr>
          <th scope="col">Visite</th>
          <th scope="col" className="num">
            Avant, puis après
          </th>
        </tr>
      </thead>
      <tbody>
        {prets.map(({ ligne, avant, apres }) => (
          <tr key={ligne.id}>
            <th scope="row">
              {ligne.usager}
              <div className="discret">{dateCourte(ligne.date)}</div>
            </th>
            <td className="num">
              <span className="discret">{bornes(avant)}</span>
              <div>
                <b>{bornes(apres)}</b>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** A month may be chosen whole. */
const ECARTES_DITES = 30;

const Ecartes = ({ ecartes }: { ecartes: readonly Ecarte[] }) =>
  ecartes.length === 0 ? null : (
    <section>
      <Title order={3}>{pluriel(ecartes.length, 'visite laissée', 'visites laissées')} de côté</Title>
      <ul className="puces lot__ecartes">
        {ecartes.slice(0, ECARTES_DITES).map(({ ligne, phrase }) => (
          <li key={ligne.id}>
            <b>{ligne.usager}</b>, {dateCourte(ligne.date)} : {insecable(phrase)}
          </li>
        ))}
        {ecartes.length > ECARTES_DITES ? <li>et {pluriel(ecartes.length - ECARTES_DITES, 'autre')}</li> : null}
      </ul>
    </section>
  );

type MelangeProps = {
  lignes: readonly Ligne[];
  groupes: ReturnType<typeof repartir>;
  garder: (g: GenreLot) => void;
  fermer: () => void;
};

/** Several kinds: what each is missing is not the same hour, nor the same motif. */
const Melange = ({ lignes, groupes, garder, fermer }: MelangeProps) => {
  const premier = useRef<HTMLButtonElement>(null);
  useEffect(() => premier.current?.focus(), []);
  const [principal] = groupes;
  return (
    <Stack gap="sm">
      <TetePanneau id="lot-titre" titre={pluriel(lignes.length, 'visite choisie', 'visites choisies')} fermer={fermer}>
        {lotEnMots(lignes)}
      </TetePanneau>
      <Text size="sm">
        Il ne manque pas la même chose à toutes, et un lot n’a qu’un motif : dites lesquelles corriger d’abord, les
        autres restent choisies.
      </Text>
      <CeQuiManque lignes={lignes} />
      {groupes.map(({ genre, lignes: siennes }) => (
        <Button
          key={genre}
          ref={genre === principal?.genre ? premier : undefined}
          size="sm"
          variant={genre === principal?.genre ? 'filled' : 'default'}
          onClick={() => garder(genre)}
        >
          Corriger {siennes.length > 1 ? `les ${siennes.length}` : 'celle'} {GENRES_LOT[genre].mot}
        </Button>
      ))}
      <Button size="sm" variant="default" onClick={fermer}>
        Fermer
      </Button>
    </Stack>
  );
};

const useLot = (lignes: readonly Ligne[], genre: GenreLot | undefined, maintenant: Instant) => {
  const etat = useDepot();
  const poste = usePoste();
  const contexte = useMemo(() => contexteDe(etat, maintenant), [etat, maintenant]);
  const autres = useMemo(() => indexerCorrections(suivies(etat)), [etat]);
  const preparer = (motif: string, commentaire: string, c = contexte): Lot =>
    genre
      ? preparerLot(lignes, genre, { motif, commentaire }, { contexte: c, autres, nouvelle: () => signer(poste) })
      : { prets: [], ecartes: [] };
  return { etat, poste, contexte, preparer };
};

type FormulaireProps = Props & { genre: GenreLot };
type Saisie = { motif: string; commentaire: string };

const VIDE: Saisie = { motif: '', commentaire: '' };

const motifManquant = ({ motif, commentaire }: Saisie): Erreurs<Saisie> | undefined => {
  if (motif === '') return { motif: 'Le motif manque : tapez ses premières lettres.' };
  if (motif === 'AUTRE' && commentaire.trim() === '')
    return { commentaire: 'Le motif « Autre » demande un commentaire : dites en quelques mots pourquoi.' };
  return undefined;
};

const Formulaire = ({ lignes, genre, maintenant, fermer, faites }: FormulaireProps) => {
  const { etat, poste, contexte, preparer } = useLot(lignes, genre, maintenant);
  const bouton = useRef<HTMLButtonElement>(null);
  const parSouris = useRef(false);
  const demanderUneFois = useQuestion();
  // What is being written is already corrected in memory: it stays on the screen as it was confirmed.
  const [ecrit, setEcrit] = useState<Lot>();
  const [pretPour, setPretPour] = useState<string>();
  const lire = (s: Saisie): Lecture<Saisie, Saisie> => {
    const erreurs = motifManquant(s);
    if (erreurs) return { ok: false, erreurs };
    return n > 0
      ? { ok: true, valeur: s }
      : {
          ok: false,
          erreurs: { formulaire: 'Aucune de ces visites ne peut être corrigée ainsi : voyez pourquoi ci-dessous.' },
        };
  };
  const ecrireLot = async ({ motif, commentaire }: Saisie): Promise<Erreurs<Saisie> | undefined> => {
    // Judged again at this instant: what was shown may have been corrected by another since.
    const quand = aLInstant();
    const confirme = preparer(motif, commentaire, contexteDe(etat, quand));
    const { prets } = confirme;
    const corrections = prets.flatMap((p) => p.corrections);
    if (corrections.length === 0)
      return { formulaire: 'Aucune de ces visites n’a plus besoin de cette correction : fermez, elles ont changé.' };
    const question = demanderUneFois(
      prets.map(({ ligne, apres }) => [ligne.id, apres]),
      direLot(etat, prets, quand),
    );
    if (question !== undefined) return { formulaire: question };
    setEcrit(confirme);
    try {
      await ecrire(
        poste,
        corrections,
        prets.map((p) => p.ligne.id),
      );
    } catch {
      setEcrit(undefined);
      return { formulaire: 'Ce poste n’a rien gardé de ce lot (disque plein ?). Libérez de la place et recommencez.' };
    }
    garde.oublier();
    retenirPourAnnuler(poste, corrections);
    const laissees = laisseesPar(confirme, genre);
    const suite = laissees.ids.size > 1 ? ` ${laissees.ids.size} restent choisies.` : '';
    const quoi = `${motifEnMots(motif)}.${suite}`;
    const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
    annoncerLot(corrections.length, quoi, enLigne, annulable(poste, corrections));
    faites(new Set(prets.map((p) => p.ligne.id)), laissees);
    return undefined;
  };
  const garde = useGarde(lieuDuLot(genre, lignes));
  const f = useFormulaire({
    depart: () => VIDE,
    lire,
    // The motif's Entrée shows what it will do; the button's own confirms.
    envoyer: (s, { reste }) => {
      const confirme = parSouris.current || (pret && document.activeElement === bouton.current);
      if (confirme) return ecrireLot(s);
      reste();
      setPretPour(JSON.stringify(s));
      bouton.current?.focus();
      return undefined;
    },
    brouillon: garde,
    encore: true,
  });
  const saisie = useValeurs(f);
  const pret = pretPour === JSON.stringify(saisie);
  const suite = useRef<HTMLParagraphElement>(null);
  // What Entrée does next is read before it is pressed.
  useEffect(() => {
    if (pret) montrer(suite.current);
  }, [pret]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `preparer` reads these
  const prepare = useMemo(() => preparer(saisie.motif, saisie.commentaire), [lignes, genre, contexte, saisie]);
  const lot = ecrit ?? prepare;
  const mois = useMemo(() => [...new Set(lot.prets.map((p) => moisDe(p.ligne.date)))], [lot]);
  const n = lot.prets.length;
  const cliquer = (ev: { detail: number; preventDefault: () => void }): void => {
    // By the mouse, the preview was in sight: one click confirms.
    if (ev.detail === 0) return;
    ev.preventDefault();
    parSouris.current = true;
    void f.soumettre().finally(() => {
      parSouris.current = false;
    });
  };

  const enVigueur = contexte.parametresAu(dateParis(maintenant)).motifs;
  return (
    <>
      <TetePanneau id="lot-titre" titre={titreLot(lot)} fermer={fermer}>
        {n} {GENRES_LOT[genre].mot}
      </TetePanneau>
      <FormulaireLie de={f} className="formulaire" aria-label="Correction de plusieurs visites" data-lot>
        <Stack gap="sm">
          <Repris de={f} />
          <MoisClos mois={mois} />
          <Champ de={f} nom="motif">
            {(c) => <ChampMotif enVigueur={enVigueur} convenables={CONVENABLES[genre]} {...c} autoFocus />}
          </Champ>
          <Commentaire de={f} />
          <Text size="xs" c="dimmed" role="status" ref={suite}>
            {pret
              ? `Entrée corrige ${pluriel(n, 'visite')} : ${motifEnMots(saisie.motif)}.`
              : 'L’heure qui manque vient de la visite prévue. Entrée montre ce qui change, Entrée encore le garde.'}
          </Text>
          <RefusFormulaire de={f} />
          <Group gap="sm" className="formulaire__pied">
            <Button ref={bouton} type="submit" size="sm" onClick={cliquer} data-testid="enregistrer-lot">
              Corriger {pluriel(n, 'visite')}
            </Button>
            <Button size="sm" variant="default" onClick={fermer}>
              Fermer
            </Button>
          </Group>
          {n > 0 ? <Apercu prets={lot.prets} /> : null}
          <Ecartes ecartes={lot.ecartes} />
        </Stack>
      </FormulaireLie>
    </>
  );
};

/** Several visits, one motif, one confirmation: Ctrl A, Entrée, two letters, Entrée, Entrée. */
export const PanneauLot = (props: Props) => {
  // Those that were chosen, as they are now: one that another corrects while one types stays in the lot, and says why it is left out.
  const { lignes, fermer } = props;
  const groupes = useMemo(() => repartir(lignes), [lignes]);
  // Decided once: what is typed for a kind is not taken away by what others correct.
  const [genre, setGenre] = useState(groupes.length > 1 ? undefined : (groupes[0]?.genre ?? 'DEPART'));
  const surTouche = (ev: KeyboardEvent): void => {
    if (ev.key === 'Escape' && !ev.defaultPrevented) fermer();
  };
  return (
    <aside className="panneau" aria-labelledby="lot-titre" onKeyDown={surTouche}>
      {genre ? (
        <Formulaire key={genre} {...props} genre={genre} />
      ) : (
        <Melange lignes={lignes} groupes={groupes} garder={setGenre} fermer={fermer} />
      )}
    </aside>
  );
};

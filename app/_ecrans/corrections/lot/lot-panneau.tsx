'use client';

import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import { dateCourte, heure, insecable, pluriel } from '#shared/libelles/formats';
import { dateParis, moisDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { maintenant as aLInstant } from '../../../_donnees/base/horloge';
import { contexteDe, type Ligne, libelleMotif, suivies } from '../../../_donnees/depot/lignes';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { retenirPourAnnuler } from '../../../_ui/actes/actes';
import { annoncerLot } from '../../../_ui/actes/annoncer';
import { ecrire } from '../../../_ui/actes/ecriture';
import { signer } from '../../../_ui/actes/enregistrer';
import { CeQuiManque } from '../correction/ce-qui-manque';
import { ChampMotif } from '../correction/champ-motif';
import { ChampCommentaire } from '../correction/champs';
import { useFocusErreur } from '../correction/focus-erreur';
import {
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
import { BrouillonRepris, useBrouillon } from '../../../_ui/champs/brouillon';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { TetePanneau } from '../../../_ui/tete-panneau';
import { MoisClos } from '../actes/mois-clos';
import { lieuDuLot } from '../correction/lieu';
import type { Erreurs } from '../correction/valeurs';

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

const Formulaire = ({ lignes, genre, maintenant, fermer, faites }: FormulaireProps) => {
  const { etat, poste, contexte, preparer } = useLot(lignes, genre, maintenant);
  const tapee = useBrouillon(lieuDuLot(genre, lignes), () => ({ motif: '', commentaire: '' }));
  const saisie = tapee.valeur;
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const [pret, setPret] = useState(false);
  const enCours = useRef(false);
  const bouton = useRef<HTMLButtonElement>(null);
  const formulaire = useFocusErreur(erreurs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `preparer` reads these
  const prepare = useMemo(() => preparer(saisie.motif, saisie.commentaire), [lignes, genre, contexte, saisie]);
  // What is being written is already corrected in memory: it stays on the screen as it was confirmed.
  const [ecrit, setEcrit] = useState<Lot>();
  const lot = ecrit ?? prepare;
  const mois = useMemo(() => [...new Set(lot.prets.map((p) => moisDe(p.ligne.date)))], [lot]);
  const n = lot.prets.length;
  const changer = (partie: Partial<typeof saisie>): void => {
    setErreurs({});
    setPret(false);
    tapee.changer(partie);
  };

  const verifier = (): boolean => {
    const { motif, commentaire } = saisie;
    if (motif === '') setErreurs({ motif: 'Le motif manque : tapez ses premières lettres.' });
    else if (motif === 'AUTRE' && commentaire.trim() === '') {
      setErreurs({ commentaire: 'Le motif « Autre » demande un commentaire : dites en quelques mots pourquoi.' });
    } else if (n > 0) return true;
    else setErreurs({ formulaire: 'Aucune de ces visites ne peut être corrigée ainsi : voyez pourquoi ci-dessous.' });
    return false;
  };
  const ecrireLot = async (): Promise<void> => {
    if (enCours.current) return;
    // Judged again at this instant: what was shown may have been corrected by another since.
    const confirme = preparer(saisie.motif, saisie.commentaire, contexteDe(etat, aLInstant()));
    const { prets } = confirme;
    const corrections = prets.flatMap((p) => p.corrections);
    if (corrections.length === 0) return;
    enCours.current = true;
    setEcrit(confirme);
    try {
      await ecrire(
        poste,
        corrections,
        prets.map((p) => p.ligne.id),
      );
    } catch {
      setEcrit(undefined);
      setErreurs({
        formulaire: 'Ce poste n’a rien gardé de ce lot (disque plein ?). Libérez de la place et recommencez.',
      });
      return;
    } finally {
      enCours.current = false;
    }
    tapee.envoyee();
    retenirPourAnnuler(poste, corrections);
    const laissees = laisseesPar(confirme, genre);
    const suite = laissees.ids.size > 1 ? ` ${laissees.ids.size} restent choisies.` : '';
    const quoi = `${libelleMotif(saisie.motif)}. Ctrl Z annule tout le lot.${suite}`;
    annoncerLot(corrections.length, quoi, poste.sync.lire().liaison === 'EN_LIGNE');
    faites(new Set(prets.map((p) => p.ligne.id)), laissees);
  };
  // The motif's Entrée shows what it will do; the button's own confirms.
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    if (!verifier()) return;
    if (pret && document.activeElement === bouton.current) void ecrireLot();
    else {
      setPret(true);
      bouton.current?.focus();
    }
  };
  const cliquer = (ev: { detail: number; preventDefault: () => void }): void => {
    // By the mouse, the preview was in sight: one click confirms.
    if (ev.detail === 0) return;
    ev.preventDefault();
    if (verifier()) void ecrireLot();
  };

  const enVigueur = contexte.parametresAu(dateParis(maintenant)).motifs;
  return (
    <>
      <TetePanneau id="lot-titre" titre={titreLot(lot)} fermer={fermer}>
        {n} {GENRES_LOT[genre].mot}
      </TetePanneau>
      <form
        ref={formulaire}
        className="formulaire"
        onSubmit={soumettre}
        aria-label="Correction de plusieurs visites"
        data-lot
      >
        <Stack gap="sm">
          <BrouillonRepris de={tapee} />
          <MoisClos mois={mois} />
          <ChampMotif
            key={tapee.tour}
            enVigueur={enVigueur}
            convenables={GENRES_LOT[genre].convenables}
            valeur={saisie.motif}
            changer={(motif) => changer({ motif })}
            erreur={erreurs.motif}
            autoFocus
          />
          <ChampCommentaire
            motif={saisie.motif}
            valeur={saisie.commentaire}
            changer={(commentaire) => changer({ commentaire })}
            erreur={erreurs.commentaire}
          />
          <ErreurFormulaire message={erreurs.formulaire} />
          <Group gap="sm">
            <Button ref={bouton} type="submit" size="sm" onClick={cliquer} data-testid="enregistrer-lot">
              Corriger {pluriel(n, 'visite')}
            </Button>
            <Button size="sm" variant="default" onClick={fermer}>
              Fermer
            </Button>
          </Group>
          <Text size="xs" c="dimmed" role="status">
            {pret
              ? `Entrée corrige ${pluriel(n, 'visite')} : ${libelleMotif(saisie.motif)}.`
              : 'L’heure qui manque vient de la visite prévue. Entrée montre ce qui change, Entrée encore le garde.'}
          </Text>
          {n > 0 ? <Apercu prets={lot.prets} /> : null}
          <Ecartes ecartes={lot.ecartes} />
        </Stack>
      </form>
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

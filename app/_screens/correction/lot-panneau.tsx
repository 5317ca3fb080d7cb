'use client';

import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import { dateParis, moisDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { useDepot, usePoste } from '../../_data/hooks';
import { maintenant as aLInstant } from '../../_data/horloge';
import { contexteDe, type Ligne, libelleMotif, suivies } from '../../_data/lignes';
import { dateCourte, heure, insecable, pluriel } from '../../_ui/formats';
import { retenirPourAnnuler } from './actes';
import { annoncerLot } from './annoncer';
import { ChampMotif } from './champ-motif';
import { ChampCommentaire } from './champs';
import { ecrire } from './ecriture';
import { signer } from './enregistrer';
import { useFocusErreur } from './focus-erreur';
import { type Ecarte, GENRES_LOT, type GenreLot, type Heures, type Lot, type Pret, preparerLot, repartir } from './lot';
import './lot.css';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { TetePanneau } from '../../_ui/tete-panneau';
import { MoisClos } from './mois-clos';
import type { Erreurs } from './valeurs';

type Props = { lignes: readonly Ligne[]; maintenant: Instant; fermer: () => void; faites: () => void };

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

const Ecartes = ({ ecartes }: { ecartes: readonly Ecarte[] }) =>
  ecartes.length === 0 ? null : (
    <section>
      <Title order={3}>{pluriel(ecartes.length, 'visite laissée', 'visites laissées')} de côté</Title>
      <ul className="puces lot__ecartes">
        {ecartes.map(({ ligne, phrase }) => (
          <li key={ligne.id}>
            <b>{ligne.usager}</b>, {dateCourte(ligne.date)} : {insecable(phrase)}
          </li>
        ))}
      </ul>
    </section>
  );

type MelangeProps = { groupes: ReturnType<typeof repartir>; garder: (g: GenreLot) => void; fermer: () => void };

/** Several kinds: what each is missing is not the same hour, nor the same motif. */
const Melange = ({ groupes, garder, fermer }: MelangeProps) => {
  const premier = useRef<HTMLButtonElement>(null);
  useEffect(() => premier.current?.focus(), []);
  const [principal] = groupes;
  return (
    <Stack gap="sm">
      <Text size="sm">
        Ces visites ne demandent pas la même heure :{' '}
        {groupes.map(({ genre, lignes }) => `${lignes.length} ${GENRES_LOT[genre].mot}`).join(', ')}. Un lot n’a qu’un
        motif : gardez un genre, les autres restent à traiter.
      </Text>
      {groupes.map(({ genre, lignes }) => (
        <Button
          key={genre}
          ref={genre === principal?.genre ? premier : undefined}
          size="sm"
          variant={genre === principal?.genre ? 'filled' : 'default'}
          onClick={() => garder(genre)}
        >
          Garder {lignes.length > 1 ? `les ${lignes.length}` : 'celle'} {GENRES_LOT[genre].mot}
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
  const [saisie, setSaisie] = useState({ motif: '', commentaire: '' });
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const [pret, setPret] = useState(false);
  const enCours = useRef(false);
  const bouton = useRef<HTMLButtonElement>(null);
  const formulaire = useFocusErreur(erreurs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `preparer` reads these
  const lot = useMemo(() => preparer(saisie.motif, saisie.commentaire), [lignes, genre, contexte, saisie]);
  const mois = useMemo(() => [...new Set(lot.prets.map((p) => moisDe(p.ligne.date)))], [lot]);
  const n = lot.prets.length;
  const changer = (partie: Partial<typeof saisie>): void => {
    setErreurs({});
    setPret(false);
    setSaisie((s) => ({ ...s, ...partie }));
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
    const { prets } = preparer(saisie.motif, saisie.commentaire, contexteDe(etat, aLInstant()));
    const corrections = prets.flatMap((p) => p.corrections);
    if (corrections.length === 0) return;
    enCours.current = true;
    try {
      await ecrire(
        poste,
        corrections,
        prets.map((p) => p.ligne.id),
      );
    } catch {
      setErreurs({
        formulaire: 'Ce poste n’a rien gardé de ce lot (disque plein ?). Libérez de la place et recommencez.',
      });
      return;
    } finally {
      enCours.current = false;
    }
    retenirPourAnnuler(poste, corrections);
    const quoi = `${libelleMotif(saisie.motif)}. Ctrl Z annule tout le lot.`;
    annoncerLot(corrections.length, quoi, poste.sync.lire().liaison === 'EN_LIGNE');
    faites();
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
    <form ref={formulaire} className="formulaire" onSubmit={soumettre} aria-label="Correction de plusieurs visites">
      <Stack gap="sm">
        <MoisClos mois={mois} />
        <ChampMotif
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
  );
};

/** Several visits, one motif, one confirmation: Ctrl A, Entrée, two letters, Entrée, Entrée. */
export const PanneauLot = (props: Props) => {
  // As they were chosen: what leaves the list while one types stays in the lot, and says why it is left out.
  const { lignes, fermer } = props;
  const groupes = useMemo(() => repartir(lignes), [lignes]);
  const [choisi, setChoisi] = useState<GenreLot>();
  const genre = choisi ?? (groupes.length > 1 ? undefined : (groupes[0]?.genre ?? 'DEPART'));
  const surTouche = (ev: KeyboardEvent): void => {
    if (ev.key === 'Escape' && !ev.defaultPrevented) fermer();
  };
  return (
    <aside className="panneau" aria-labelledby="lot-titre" onKeyDown={surTouche}>
      <TetePanneau id="lot-titre" titre={pluriel(lignes.length, 'visite choisie', 'visites choisies')} fermer={fermer}>
        {genre
          ? `${groupes.find((g) => g.genre === genre)?.lignes.length ?? 0} ${GENRES_LOT[genre].mot}`
          : 'de plusieurs genres'}
      </TetePanneau>
      {genre ? (
        <Formulaire key={genre} {...props} genre={genre} />
      ) : (
        <Melange groupes={groupes} garder={setChoisi} fermer={fermer} />
      )}
    </aside>
  );
};

'use client';

import { Button, Text } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { champsContestes, garderVersion, versionEnsemble } from '#shared/domain/correction/garder';
import { contenuDe, memeContenu } from '#shared/domain/intervention/contestee';
import type { VersionConflit } from '#shared/domain/types';
import { motifEnMots } from '#shared/libelles/motif';
import { dateHeure, insecable } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import { maintenant } from '../../../_donnees/base/horloge';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { contexteDe, type Ligne } from '../../../_donnees/depot/lignes';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { useEnEcriture } from '../../../_ui/actes/ecriture';
import { usePreparer } from '../../../_ui/actes/enregistrer';
import { useQuestion } from '../../../_ui/actes/question';
import { Icone } from '../../../_ui/mots/icones';
import { direAilleurs } from '../../../_ui/personnes/ailleurs';
import { versionEnMots } from './version-en-mots';

/** The sentence of the domain says logins, in the order of the versions: here their names. */
const nommer = (phrase: string, versions: readonly VersionConflit[], nom: (auteur: string) => string): string => {
  const auteurs = versions.map((v) => v.correction.auteur);
  return phrase.replace(`par ${auteurs.join(' et ')} :`, `par ${auteurs.map(nom).join(' et ')}\u00a0:`);
};

const NON_GARDE = 'Ce poste n’a pas pu garder ce choix (disque plein ?). Libérez de la place et recommencez.';

type CarteProps = {
  mots: readonly string[];
  pied: string;
  /** Why, as its author said. */
  motif: string;
  retenue: boolean;
  faire: string;
  garder: () => void;
  inactif: boolean;
};

const Carte = ({ mots, pied, motif, retenue, faire, garder, inactif }: CarteProps) => (
  <div className={retenue ? 'conflit__version conflit__version--retenue' : 'conflit__version'}>
    {retenue ? <div className="conflit__retenue">Retenue à présent</div> : null}
    {mots.map((m) => (
      <div key={m} className="num">
        <b>{m}</b>
      </div>
    ))}
    {motif === '' ? null : <div>{motif}</div>}
    <div className="discret">{pied}</div>
    <Button
      size="compact-xs"
      fullWidth
      variant="light"
      mt={6}
      onClick={garder}
      disabled={inactif}
      // Two of them say the same to the eye: who listens is told which.
      aria-label={`${faire} : ${[...mots, pied].join(', ')}`}
    >
      {faire}
      <span className="invisible">
        {' '}
        : {mots.join(', ')}, {pied}
      </span>
    </Button>
  </div>
);

type Props = {
  ligne: Ligne;
  phrase: string;
  versions: readonly VersionConflit[];
  /** The keyboard goes to the first version: Entrée keeps it, the arrows go to the next. */
  auFoyer: boolean;
  /** It is settled. */
  regle: () => void;
};

/** From one version to the next. */
const surTouche = (ev: KeyboardEvent<HTMLElement>): void => {
  const pas = PAS[ev.key];
  const boutons: (Element | null)[] = [...ev.currentTarget.querySelectorAll('button')];
  const ici = boutons.indexOf(document.activeElement);
  if (pas === undefined || ici < 0) return;
  ev.preventDefault();
  const suivant = boutons[(ici + pas + boutons.length) % boutons.length];
  if (suivant instanceof HTMLElement) suivant.focus();
};
const PAS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** [CO-4] Versions side by side with their authors; one action settles it. */
export const Conflit = ({ ligne, phrase, versions, auFoyer, regle }: Props) => {
  const ici = useRef<HTMLElement>(null);
  useEffect(() => {
    if (auFoyer) ici.current?.querySelector('button')?.focus();
  }, [auFoyer]);
  const preparer = usePreparer(ligne);
  const demanderUneFois = useQuestion();
  // A second press while the first is written would keep the version twice.
  const ecrit = useEnEcriture(ligne.id);
  const etat = useDepot();
  const [refus, setRefus] = useState<string>();
  const { retenue } = ligne;
  const contestes = champsContestes(retenue);
  const ensemble = versionEnsemble(retenue);
  const mots = (v: VersionConflit): string[] => versionEnMots(v, contestes, nomsDe(etat));
  const choisir = (v: VersionConflit): void => {
    const quand = maintenant();
    const r = preparer(garderVersion(v, retenue, contexteDe(etat, quand)));
    // [AP-10] An annulled visit is nowhere.
    const ailleurs = v.supprimee ? [] : direAilleurs(etat, { ...v, date: ligne.date, id: ligne.id }, quand);
    const question = r.ok ? demanderUneFois(contenuDe(v), ailleurs) : r.refus.message;
    setRefus(question && insecable(question));
    if (!r.ok || question !== undefined) return;
    regle();
    r.ecrire().catch(() => setRefus(NON_GARDE));
  };
  // What holds first: it is the one that stays if nothing is done.
  const triees = versions.toSorted((a, b) => Number(memeContenu(b, retenue)) - Number(memeContenu(a, retenue)));
  const motif = ({ correction: c }: VersionConflit): string =>
    [motifEnMots(c.motif), ...(c.commentaire ? [`« ${c.commentaire} »`] : [])].filter((x) => x !== '').join(' : ');
  return (
    <section className="conflit" aria-label="Conflit" ref={ici} onKeyDown={surTouche}>
      <Text size="sm" fw={600}>
        <Icone nom="conflit" /> {insecable(nommer(phrase, versions, (a) => nomAuteur(etat, a)))}
      </Text>
      <div className="conflit__versions">
        {triees.map((v) => (
          <Carte
            key={v.correction.id}
            mots={mots(v)}
            pied={`${nomAuteur(etat, v.correction.auteur)}, ${dateHeure(v.correction.instant, dateParis(v.correction.instant))}`}
            motif={motif(v)}
            retenue={memeContenu(v, retenue)}
            faire="Garder cette version"
            garder={() => choisir(v)}
            inactif={ecrit}
          />
        ))}
        {ensemble ? (
          <Carte
            mots={mots(ensemble)}
            pied="leurs corrections ensemble"
            motif=""
            retenue
            faire={versions.length > 2 ? 'Garder l’ensemble' : 'Garder les deux'}
            garder={() => choisir(ensemble)}
            inactif={ecrit}
          />
        ) : null}
      </div>
      <div aria-live="assertive">{refus ? <Text c="var(--ton-rouge-texte)">{refus}</Text> : null}</div>
    </section>
  );
};

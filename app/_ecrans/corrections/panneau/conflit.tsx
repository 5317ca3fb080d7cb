'use client';

import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { champsContestes, garderVersion, versionEnsemble } from '#shared/domain/correction/garder';
import type { VersionConflit } from '#shared/domain/types';
import { dateHeure, insecable } from '#shared/libelles/formats';
import { dateParis } from '#shared/temps/paris';
import { maintenant } from '../../../_donnees/base/horloge';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { contexteDe, type Ligne } from '../../../_donnees/depot/lignes';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { useEnEcriture } from '../../../_ui/actes/ecriture';
import { useEnregistrer } from '../../../_ui/actes/enregistrer';
import { Icone } from '../../../_ui/mots/icones';
import { versionEnMots } from './version-en-mots';

/** The sentence of the domain says logins, in the order of the versions: here their names. */
const nommer = (phrase: string, versions: readonly VersionConflit[], nom: (auteur: string) => string): string => {
  const auteurs = versions.map((v) => v.correction.auteur);
  return phrase.replace(`par ${auteurs.join(' et ')} :`, `par ${auteurs.map(nom).join(' et ')}\u00a0:`);
};

const NON_GARDE = 'Ce poste n’a pas pu garder ce choix (disque plein ?). Libérez de la place et recommencez.';

type CarteProps = { mots: readonly string[]; pied: string; faire: string; garder: () => void; inactif: boolean };

const Carte = ({ mots, pied, faire, garder, inactif }: CarteProps) => (
  <div className="conflit__version">
    {mots.map((m) => (
      <div key={m} className="num">
        <b>{m}</b>
      </div>
    ))}
    <div className="discret">{pied}</div>
    <Button size="compact-xs" fullWidth variant="light" mt={6} onClick={garder} disabled={inactif}>
      {faire}
      <span className="invisible">
        {' '}
        : {mots.join(', ')}, {pied}
      </span>
    </Button>
  </div>
);

type Props = { ligne: Ligne; phrase: string; versions: readonly VersionConflit[] };

/** [CO-4] Versions side by side with their authors; one action settles it. */
export const Conflit = ({ ligne, phrase, versions }: Props) => {
  const enregistrer = useEnregistrer(ligne);
  // A second press while the first is written would keep the version twice.
  const ecrit = useEnEcriture(ligne.id);
  const etat = useDepot();
  const [refus, setRefus] = useState<string>();
  const { retenue } = ligne;
  const contestes = champsContestes(retenue);
  const ensemble = versionEnsemble(retenue);
  const mots = (v: VersionConflit): string[] => versionEnMots(v, contestes, nomsDe(etat));
  const choisir = (v: VersionConflit): void => {
    const r = enregistrer(garderVersion(v, retenue, contexteDe(etat, maintenant())));
    setRefus(r.ok ? undefined : insecable(r.refus.message));
    if (r.ok) r.ecrite.catch(() => setRefus(NON_GARDE));
  };
  return (
    <section className="conflit" aria-label="Conflit">
      <Text size="sm" fw={600}>
        <Icone nom="conflit" /> {insecable(nommer(phrase, versions, (a) => nomAuteur(etat, a)))}
      </Text>
      <div className="conflit__versions">
        {versions.map((v) => (
          <Carte
            key={v.correction.id}
            mots={mots(v)}
            pied={`${nomAuteur(etat, v.correction.auteur)}, ${dateHeure(v.correction.instant, dateParis(v.correction.instant))}`}
            faire="Garder cette version"
            garder={() => choisir(v)}
            inactif={ecrit}
          />
        ))}
        {ensemble ? (
          <Carte
            mots={mots(ensemble)}
            pied="Retenu à présent : leurs corrections ensemble"
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

import { ActionIcon } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { ANTENNES } from '#shared/contrats/commun';
import type { DemandeEtat, ParametreEtat } from '#shared/etats/contrat';
import { chercherPersonnesPartout } from '../../../_donnees/lecture/etats';
import { useDepot, usePosteOuvert } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { Icone } from '../../../_ui/mots/icones';
import { ChampPersonne } from '../../../_ui/personnes/champ-personne';
import { trierOptions } from '../../../_ui/personnes/personnes';

type Changer = (d: DemandeEtat) => void;

type PropsQui = { label: string; valeur: string; poser: (id: string) => void };

/** By her name, among those of the antenna on this PC. */
const QuiParNom = ({ parametre: p, label, valeur, poser }: PropsQui & { parametre: ParametreEtat }) => {
  const { usagers, intervenants } = useDepot();
  const options = useMemo(
    () => trierOptions(p.cle === 'usager' ? usagers.values() : intervenants.values()),
    [p.cle, usagers, intervenants],
  );
  return (
    <div className="etats__qui">
      <ChampPersonne
        label={label}
        placeholder="premières lettres"
        data={options}
        valeur={valeur}
        changer={poser}
        vide="Personne de ce nom dans cette antenne."
        effacer={() => poser('')}
        key={valeur}
      />
      {valeur === '' || p.obligatoire ? null : (
        <ActionIcon variant="subtle" color="gray" aria-label={`Ne plus choisir : ${p.titre}`} onClick={() => poser('')}>
          <Icone nom="croix" />
        </ActionIcon>
      )}
    </div>
  );
};

/** Letters after which the server is asked. */
const LETTRES_MIN = 2;
const ATTENTE_MS = 250;

/** By her name among those of all the antennas that one may read, each with hers: asked of the server, which gives no other. */
const QuiPartout = ({
  parametre: p,
  label,
  valeur,
  poser,
  antenne,
}: PropsQui & { parametre: ParametreEtat; antenne: DemandeEtat['antenne'] }) => {
  const [tape, setTape] = useState('');
  const [cherche] = useDebouncedValue(tape.trim(), ATTENTE_MS);
  const q = cherche.length >= LETTRES_MIN ? cherche : valeur;
  const qui = p.cle === 'intervenant' ? 'intervenant' : 'usager';
  const { valeur: lues, derniere } = useLecture(q === '' ? undefined : ['personnes', qui, q], (abandon) =>
    chercherPersonnesPartout(qui, q, abandon),
  );
  const trouvees = lues ?? derniere;
  const options = (trouvees?.personnes ?? [])
    .filter((x) => antenne === 'TOUTES' || x.antenne === antenne || x.id === valeur)
    .map((x) => ({ value: x.id, label: x.nom, detail: ANTENNES[x.antenne].libelle }));
  const attend = tape.trim() !== cherche || (q !== '' && lues === undefined);
  const vide =
    tape.trim().length < LETTRES_MIN
      ? 'Tapez deux lettres du nom, ou l’identifiant.'
      : attend
        ? 'Recherche…'
        : 'Personne de ce nom dans vos antennes.';
  return (
    <div className="etats__qui">
      <ChampPersonne
        label={label}
        placeholder="premières lettres"
        data={options}
        valeur={valeur}
        changer={poser}
        surTexte={setTape}
        vide={vide}
        effacer={() => poser('')}
        key={valeur}
      />
      {valeur === '' || p.obligatoire ? null : (
        <ActionIcon variant="subtle" color="gray" aria-label={`Ne plus choisir : ${p.titre}`} onClick={() => poser('')}>
          <Icone nom="croix" />
        </ActionIcon>
      )}
    </div>
  );
};

/** A person of the antenna on this PC among its names; of others, among those that the server gives. */
export const ChampQui = ({
  parametre: p,
  demande,
  changer,
}: {
  parametre: ParametreEtat;
  demande: DemandeEtat;
  changer: Changer;
}) => {
  const poste = usePosteOuvert();
  const poser = (id: string): void => {
    const { [p.cle]: _, ...reste } = demande;
    changer(id === '' ? reste : { ...reste, [p.cle]: id });
  };
  const toutes = p.cle === 'intervenant' ? 'toutes' : 'tous';
  const props = { label: p.obligatoire ? p.titre : `${p.titre} (${toutes})`, valeur: demande[p.cle] ?? '', poser };
  return demande.antenne === poste?.antenne ? (
    <QuiParNom parametre={p} {...props} />
  ) : (
    <QuiPartout key={props.valeur} parametre={p} antenne={demande.antenne} {...props} />
  );
};

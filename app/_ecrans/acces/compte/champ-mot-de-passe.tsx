'use client';

import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Avis } from '#shared/domain/mot-de-passe/evaluer';
import { Secret } from '../../../_ui/formulaire';

type Props = {
  libelle: string;
  valeur: string;
  changer: (v: string) => void;
  /** What a thief would try first: the name of the account and of the person. */
  personnels: readonly string[];
  erreur?: string | undefined;
  autoFocus?: boolean;
};

const useAvis = (valeur: string, personnels: readonly string[]): Avis | undefined => {
  const [avis, setAvis] = useState<Avis>();
  const cle = personnels.join('\n');
  useEffect(() => {
    if (valeur === '') return setAvis(undefined);
    let encore = true;
    // Dictionaries of half a megabyte: read when the first letter is typed. Without them the server judges alone.
    import('#shared/domain/mot-de-passe/evaluer').then(
      ({ evaluerMotDePasse }) => encore && setAvis(evaluerMotDePasse(valeur, cle.split('\n'))),
      () => undefined,
    );
    return () => {
      encore = false;
    };
  }, [valeur, cle]);
  return avis;
};

/** A password to choose, with what it is worth while it is typed. */
export const ChampNouveauMotDePasse = ({ libelle, valeur, changer, personnels, erreur, autoFocus }: Props) => {
  const avis = useAvis(valeur, personnels);
  return (
    <div>
      <Secret
        label={libelle}
        description="Au moins 10 caractères. Trois ou quatre mots sans lien entre eux font un bon mot de passe."
        autoComplete="new-password"
        value={valeur}
        onChange={(ev) => changer(ev.currentTarget.value)}
        required
        withAsterisk={false}
        error={erreur}
        {...(autoFocus ? { autoFocus: true } : {})}
      />
      <div className="force" aria-live="polite">
        {avis ? (
          <>
            <span className="force__barre" data-force={avis.accepte ? 'bonne' : 'faible'} aria-hidden="true">
              <i style={{ width: `${(avis.force + 1) * 20}%` }} />
            </span>
            <Text size="xs" c={avis.accepte ? 'var(--ton-vert-texte)' : 'var(--ton-orange-texte)'}>
              {avis.mot}.{erreur ? '' : ` ${avis.conseils.join(' ')}`}
            </Text>
          </>
        ) : null}
      </div>
    </div>
  );
};

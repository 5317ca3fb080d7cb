'use client';

import { SegmentedControl, Text, Title, useMantineColorScheme } from '@mantine/core';
import { choisirDensite, choisirTexte, DENSITES, TAILLES_TEXTE, useDensite, useTexte } from '../../../_ui/affichage';

const THEMES = { auto: 'Celles du poste', light: 'Claires', dark: 'Sombres' } as const;

type Props<T extends string> = {
  id: string;
  libelle: string;
  mots: Readonly<Record<T, string>>;
  valeur: T;
  choisir: (v: T) => void;
};

const Choix = <T extends string>({ id, libelle, mots, valeur, choisir }: Props<T>) => (
  <>
    <Text size="sm" id={id}>
      {libelle}
    </Text>
    <SegmentedControl
      aria-labelledby={id}
      value={valeur}
      data={(Object.keys(mots) as T[]).map((value) => ({ value, label: mots[value] }))}
      onChange={(v) => choisir(v as T)}
    />
  </>
);

/** How this PC shows things to this account: asks nothing of the server, so it can be chosen offline too. */
export const Affichage = () => {
  const densite = useDensite();
  const texte = useTexte();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className="compte__section" aria-labelledby="affichage">
      <Title order={2} id="affichage">
        Affichage
      </Title>
      <div className="compte__choix">
        <Choix
          id="densite"
          libelle="Lignes des listes et des grilles"
          mots={DENSITES}
          valeur={densite}
          choisir={choisirDensite}
        />
        <Choix id="texte" libelle="Taille du texte" mots={TAILLES_TEXTE} valeur={texte} choisir={choisirTexte} />
        <Choix id="theme" libelle="Couleurs" mots={THEMES} valeur={colorScheme} choisir={setColorScheme} />
      </div>
      <Text size="xs" c="dimmed">
        Pour votre compte, dans ce navigateur.
      </Text>
    </section>
  );
};

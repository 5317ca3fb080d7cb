import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { STATUTS } from '../../../_ui/mots/statuts';
import { PAS } from '../../../_ui/pas-premiere-visite';
import { type GroupeRaccourcis, RACCOURCIS } from '../../../_ui/raccourcis';
import { chercherAide, indexer } from './chercher';
import type { Bloc, Section } from './manuel';
import { SENS, SYNC } from './tables';

const enMots = (groupes: readonly GroupeRaccourcis[]): string =>
  groupes.flatMap((g) => [g.titre, ...g.raccourcis.map((r) => r.fait)]).join(' ');

/** What the parts that the application draws say: they are searched like the rest. */
const TEXTES: Record<Bloc, string> = {
  numero: 'numéro gratuit',
  statuts: [...Object.values(STATUTS).map((s) => s.mot), ...Object.values(SENS)].join(' '),
  synchronisation: SYNC.flat().join(' '),
  visite: Object.values(PAS)
    .map((p) => `${p.quoi} ${p.ou}`)
    .join(' '),
  touches: enMots(Object.values<GroupeRaccourcis>(RACCOURCIS)),
};
const textesDesBlocs = (sections: readonly Section[]): Record<string, string> =>
  Object.fromEntries(sections.map((s) => [s.id, s.morceaux.map((m) => ('bloc' in m ? TEXTES[m.bloc] : '')).join(' ')]));

/** One field over the whole help; Entrée goes to the first section found. */
export const ChercherAide = ({ sections }: { sections: readonly Section[] }) => {
  const index = useMemo(() => indexer(sections, textesDesBlocs(sections)), [sections]);
  const [tape, setTape] = useState('');
  const liste = useCombobox();
  const trouvees = useMemo(() => (tape.trim() === '' ? [] : chercherAide(index, tape)), [index, tape]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each text has its own first one; the store changes at each drawing.
  useEffect(() => {
    liste.selectFirstOption();
  }, [trouvees]);
  const aller = (id: string): void => {
    setTape('');
    liste.closeDropdown();
    if (location.hash === `#${id}`) dispatchEvent(new HashChangeEvent('hashchange'));
    else location.hash = id;
  };
  return (
    <Combobox store={liste} onOptionSubmit={aller} position="bottom-start" width={520} withinPortal>
      <Combobox.Target>
        <TextInput
          className="aide__chercher"
          size="xs"
          type="search"
          aria-label="Chercher dans l’aide"
          placeholder="Chercher : motif, fiche, hors ligne…"
          value={tape}
          onChange={(ev) => {
            setTape(ev.currentTarget.value);
            liste.openDropdown();
          }}
          onFocus={() => tape.trim() !== '' && liste.openDropdown()}
          onBlur={() => liste.closeDropdown()}
        />
      </Combobox.Target>
      <p className="invisible" role="status">
        {tape.trim() === '' ? '' : trouvees.length === 0 ? 'Rien dans l’aide' : pluriel(trouvees.length, 'section')}
      </p>
      <Combobox.Dropdown hidden={tape.trim() === ''}>
        <Combobox.Options mah={420} style={{ overflowY: 'auto' }} aria-label="Sections trouvées">
          {trouvees.map((t) => (
            <Combobox.Option key={t.id} value={t.id}>
              <b>{t.titre}</b>
              <span className="aide__extrait">
                {t.extrait.map((m, n) =>
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence, in their order.
                  m.trouve ? <mark key={n}>{m.texte}</mark> : <span key={n}>{m.texte}</span>,
                )}
              </span>
            </Combobox.Option>
          ))}
          {trouvees.length === 0 ? (
            <Combobox.Empty>Rien dans l’aide. Essayez un seul mot, ou le début d’un mot.</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};

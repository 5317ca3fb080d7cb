'use client';

import { type ComboboxParsedItem, Select, type SelectProps } from '@mantine/core';
import { correspond, type Option } from './personnes';

type Groupe = { group: string; items: Option[] };
type Props = {
  label: string;
  data: readonly Option[] | readonly Groupe[];
  valeur: string;
  changer: (id: string) => void;
  /** What may be typed instead of the name. */
  codes?: ReadonlyMap<string, string> | undefined;
  vide: string;
} & Pick<SelectProps, 'error' | 'placeholder' | 'onKeyDown' | 'autoFocus' | 'labelProps' | 'size' | 'ref' | 'disabled'>;

const LIMITE = 60;

/** A person by the first letters of her names, or by code: the first of the list is the choice, Entrée or Tab keeps it. */
export const ChampPersonne = ({ data, valeur, changer, codes, vide, ...reste }: Props) => {
  const garder = (o: { label: string; value: unknown }, cherche: string): boolean =>
    correspond(o.label, codes?.get(String(o.value)), cherche);
  const filtrer = (options: ComboboxParsedItem[], cherche: string): ComboboxParsedItem[] =>
    options.flatMap((o): ComboboxParsedItem[] => {
      if (!('group' in o)) return garder(o, cherche) ? [o] : [];
      const items = o.items.filter((i) => garder(i, cherche)).slice(0, LIMITE);
      return items.length > 0 ? [{ ...o, items }] : [];
    });
  return (
    <Select
      {...reste}
      data={[...data] as Option[]}
      value={valeur === '' ? null : valeur}
      onChange={(v) => changer(v ?? '')}
      filter={({ options, search }) => filtrer(options as ComboboxParsedItem[], search).slice(0, LIMITE)}
      searchable
      selectFirstOptionOnChange
      autoSelectOnBlur
      allowDeselect={false}
      nothingFoundMessage={vide}
      autoComplete="off"
      onFocus={(ev) => ev.currentTarget.select()}
    />
  );
};

import { create } from 'zustand';

interface FindState {
  /** Whether the bar that finds words in the open article is shown. */
  readonly open: boolean;
  readonly text: string;
  /** Counts up whenever the reader asks for the bar: its field then takes the focus. */
  readonly asked: number;
}

export const useFind = create<FindState>()(() => ({ open: false, text: '', asked: 0 }));

export function openFind(): void {
  useFind.setState((state) => ({ open: true, asked: state.asked + 1 }));
}

export function closeFind(): void {
  useFind.setState({ open: false });
}

export function setFindText(text: string): void {
  useFind.setState({ text });
}

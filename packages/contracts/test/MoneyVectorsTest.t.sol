// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Seed, State, Appeal} from "../src/interfaces/ConsensusTypes.sol";
import {QuorumLib} from "../src/libraries/QuorumLib.sol";
import {CommitteeLib} from "../src/libraries/CommitteeLib.sol";
import {seatWord} from "../src/libraries/SeatWordLib.sol";
import {Tally, TallyLib} from "../src/libraries/TallyLib.sol";
import {APPEALABLE, SETTLED, newTaskWord, tagOf, TaskWord} from "../src/libraries/TaskWordLib.sol";
import {Deployment} from "../src/protocol/Deployment.sol";
import {Court} from "../src/protocol/Court.sol";
import {LateVotesPart} from "../src/parts/LateVotesPart.sol";
import {AppealsPart} from "../src/parts/AppealsPart.sol";
import {Storage} from "../src/protocol/Storage.sol";
import {Committee} from "../src/types/Committee.sol";
import {Digest} from "../src/types/Digest.sol";
import {TaskId} from "../src/types/TaskId.sol";
import {Clock} from "./VectorsTest.t.sol";
import {Test} from "./support/Test.sol";

TaskId constant TASK = TaskId.wrap(bytes32(uint256(7)));
TaskId constant APPEAL = TaskId.wrap(bytes32(uint256(8)));
address constant REQUESTER = address(0xbeef);

abstract contract Pokes is Storage {
    function pokeSeats(uint256[] memory balances, uint256 size) external {
        Committee c = Committee.wrap(0);
        for (uint256 m; m < size; ++m) {
            _seats[m + 1] = seatWord(address(uint160(m + 1)), balances[m]);
            c = CommitteeLib.withSeat(c, m, m + 1);
        }
        _drawn[TASK] = c;
    }

    function pokeTask(
        uint256 flags,
        uint256 size,
        uint256 share,
        uint16 committed,
        uint16 revealed,
        bytes32 out,
        uint16 winners,
        uint16 punished
    ) external {
        TaskWord t = newTaskWord(Seed.Block, flags, size, share, block.timestamp, 1, 0).withCommitted(committed)
            .withRevealed(revealed);
        _requesterOrOutput[TASK] = bytes32(uint256(uint160(REQUESTER)));
        if (out != 0) {
            t = t.withState(State.Decided).withWinners(winners).withPunished(punished)
                .withTag(tagOf(TASK, _drawn[TASK]));
            _requesterOrOutput[TASK] = out;
        }
        _tasks[TASK] = t;
    }

    function pokeBallot(uint256 m, bytes32 w) external {
        _ballots[TASK][m] = w;
    }

    function balance(uint256 m) external view returns (uint256) {
        return _seats[m + 1].balance();
    }

    function committee() external view returns (Committee) {
        return _drawn[TASK];
    }

    function amounts() external view returns (uint256 sink, uint256 held, uint256 refund) {
        return (_owedSink, _held[TASK], _credits[REQUESTER]);
    }

    function creditOf(address a) external view returns (uint256) {
        return _credits[a];
    }

    function pokeHeld(uint256 h) external {
        _held[TASK] = h;
    }

    function pokeAppeal(uint256 fee, bytes32 out) external {
        _appeals[TASK] = Appeal(APPEAL, REQUESTER, 0, 1, false, false);
        _tasks[APPEAL] = newTaskWord(Seed.Block, 0, 15, fee / 15, block.timestamp, 1, 0).withState(State.Decided);
        _requesterOrOutput[APPEAL] = out;
    }
}

contract CourtHarness is Court, Pokes {
    using TallyLib for Tally;
    constructor(Parameters memory p) Deployment(p) {}

    function count() external returns (uint256 what, bytes32 out, uint16 winners) {
        TaskWord t = _tasks[TASK];
        Tally memory tally;
        _tallyRevealed(TASK, t, _drawn[TASK], tally);
        Digest output;
        (output, winners) = tally.decide(QuorumLib.quorum(t.size()));
        if (winners == 0) return (0, 0, 0);
        if (output == UNAVAILABLE_OUTPUT) {
            _refundUnavailable(TASK, t, _drawn[TASK], winners);
            return (2, 0, winners);
        }
        _decide(TASK, t, _drawn[TASK], tally, output, winners);
        return (1, Digest.unwrap(output), winners);
    }
}

contract LateHarness is LateVotesPart, Pokes {
    constructor(Parameters memory p) LateVotesPart(p) {}
}

contract AppealHarness is AppealsPart, Pokes {
    constructor(Parameters memory p) AppealsPart(p) {}
}

/// @notice Replays on the contracts what the SDK's core says about everybody's money: vectors/*.json.
contract MoneyVectorsTest is Test {
    string private _json;

    function params(uint256 hard, uint256 min, uint256 bond, uint256 bps) private returns (Parameters memory p) {
        vm.warp(1000);
        p.unit = 1;
        p.bond = uint64(bond);
        p.minimumShare = uint64(min);
        p.slashBps = uint16(bps);
        p.maximumSeats = 100;
        p.epoch = 1_000_000;
        p.commitWindow = 10;
        p.revealWindow = 10;
        p.proofWindow = 10;
        p.appealWindow = 10;
        p.unbondingPeriod = 100_000_000;
        p.beacon = address(new Clock(0, 3));
        p.outage = 1_000_000;
        p.treasury = address(1);
        p.sink = address(2);
        assertEq(bond * bps / 10_000, hard, "hard slash of the parameters");
    }

    function terms(uint256 i) private returns (Parameters memory) {
        uint256 hard = numbers(".hardSlash")[i];
        return params(hard, numbers(".minimumShare")[i], 2 * hard, 5000);
    }

    function test_settlements() public {
        load("settlements");
        uint256 n = numbers(".share").length;
        for (uint256 i; i < n; ++i) {
            this.settlement(i);
        }
    }

    function settlement(uint256 i) external {
        load("settlements");
        CourtHarness h = new CourtHarness(terms(i));
        uint256 size = numbers(".committeeSize")[i];
        uint256[] memory balances = row(".balances", i);
        h.pokeSeats(balances, size);
        uint16 revealed;
        for (uint256 m; m < size; ++m) {
            bytes32 o = digests(".outputs")[15 * i + m];
            if (o != 0) {
                revealed |= uint16(1 << m);
                h.pokeBallot(m, o);
            }
        }
        h.pokeTask(APPEALABLE, size, numbers(".share")[i], revealed, revealed, 0, 0, 0);
        (uint256 what, bytes32 out, uint16 winners) = h.count();
        assertEq(what, flag(".decided", i) ? 1 : flag(".unavailable", i) ? 2 : 0, "what");
        assertEq(winners, numbers(".winners")[i], "winners");
        if (what == 0) return;
        if (what == 1) assertEq(out, digests(".output")[i], "output");
        (uint256 sink, uint256 held, uint256 refund) = h.amounts();
        assertEq(sink, numbers(".sink")[i], "sink");
        assertEq(refund, numbers(".refund")[i], "refund");
        uint256[] memory penalties = row(".penalties", i);
        uint256 lost;
        for (uint256 m; m < size; ++m) {
            uint256 paid = (winners >> m) & 1 == 1 ? numbers(".paid")[i] : 0;
            assertEq(h.balance(m), balances[m] + paid - penalties[m], "balance");
            lost += penalties[m];
        }
        assertEq(held, lost, "held");
    }

    function test_refunds() public {
        load("refunds");
        uint256 n = numbers(".share").length;
        for (uint256 i; i < n; ++i) {
            this.refunded(i);
        }
    }

    function refunded(uint256 i) external {
        load("refunds");
        CourtHarness h = new CourtHarness(terms(i));
        uint256 size = numbers(".committeeSize")[i];
        uint256[] memory balances = row(".balances", i);
        h.pokeSeats(balances, size);
        h.pokeTask(
            APPEALABLE,
            size,
            numbers(".share")[i],
            uint16(numbers(".committed")[i]),
            uint16(numbers(".revealed")[i]),
            0,
            0,
            0
        );
        vm.warp(1020);
        h.finalize(TASK);
        (uint256 sink,, uint256 refund) = h.amounts();
        assertEq(sink, numbers(".sink")[i], "sink");
        assertEq(refund, numbers(".refund")[i], "refund");
        uint256[] memory penalties = row(".penalties", i);
        for (uint256 m; m < size; ++m) {
            assertEq(h.balance(m), balances[m] - penalties[m], "balance");
        }
    }

    function test_closings() public {
        load("closings");
        uint256 n = numbers(".share").length;
        for (uint256 i; i < n; ++i) {
            this.closing(i);
        }
    }

    function closing(uint256 i) external {
        load("closings");
        uint16 withheld = uint16(numbers(".withheld")[i]);
        uint16 silent = withheld | uint16(numbers(".absent")[i]);
        if (silent == 0) return;
        LateHarness h = new LateHarness(terms(i));
        uint256 size = numbers(".committeeSize")[i];
        uint256[] memory balances = row(".balances", i);
        h.pokeSeats(balances, size);
        uint16 known = uint16((1 << size) - 1) & ~silent;
        h.pokeTask(
            flag(".wasInCourt", i) ? APPEALABLE : APPEALABLE | SETTLED,
            size,
            numbers(".share")[i],
            withheld | known,
            known,
            bytes32(uint256(1)),
            known,
            0
        );
        vm.warp(1030);
        h.close(TASK, h.committee());
        (uint256 sink,,) = h.amounts();
        assertEq(sink, numbers(".sink")[i], "sink");
        assertEq(h.creditOf(address(this)), numbers(".bounty")[i], "bounty");
        uint256[] memory penalties = row(".penalties", i);
        for (uint256 m; m < size; ++m) {
            assertEq(h.balance(m), balances[m] - penalties[m], "balance");
        }
    }

    function test_overturns() public {
        load("overturns");
        uint256 n = numbers(".bond").length;
        for (uint256 i; i < n; ++i) {
            this.overturn(i);
        }
    }

    function overturn(uint256 i) external {
        load("overturns");
        uint256 bond = numbers(".bond")[i];
        AppealHarness h = new AppealHarness(
            params(numbers(".hardSlash")[i], numbers(".minimumShare")[i], bond, numbers(".slashBps")[i])
        );
        uint256 size = numbers(".committeeSize")[i];
        uint256 winners = numbers(".winners")[i];
        uint256 wronged = numbers(".wronged")[i];
        uint256[] memory balances = row(".balances", i);
        h.pokeSeats(balances, size);
        uint16 won = uint16((1 << winners) - 1);
        uint16 lost = uint16((1 << wronged) - 1) << uint16(winners);
        for (uint256 m = winners; m < winners + wronged; ++m) {
            h.pokeBallot(m, bytes32(uint256(2)));
        }
        h.pokeTask(APPEALABLE, size, numbers(".share")[i], 0, won | lost, bytes32(uint256(1)), won, lost);
        h.pokeHeld(numbers(".held")[i]);
        h.pokeAppeal(numbers(".appealFee")[i], bytes32(uint256(2)));
        h.conclude(TASK, h.committee());
        (uint256 sink,, uint256 reward) = h.amounts();
        assertEq(sink, numbers(".sink")[i], "sink");
        assertEq(reward, numbers(".reward")[i], "reward");
        for (uint256 m; m < winners; ++m) {
            assertEq(h.balance(m), balances[m] - row(".penalties", i)[m], "balance");
        }
        for (uint256 m; m < wronged; ++m) {
            assertEq(h.balance(winners + m), row(".repaid", i)[m], "repaid");
        }
    }

    function row(string memory key, uint256 i) private view returns (uint256[] memory r) {
        uint256[] memory all = numbers(key);
        r = new uint256[](15);
        for (uint256 m; m < 15; ++m) {
            r[m] = all[15 * i + m];
        }
    }

    function flag(string memory key, uint256 i) private view returns (bool) {
        return vm.parseJsonBoolArray(_json, key)[i];
    }

    function load(string memory name) private {
        _json = vm.readFile(string.concat("test/vectors/", name, ".json"));
    }

    function numbers(string memory key) private view returns (uint256[] memory) {
        return vm.parseJsonUintArray(_json, key);
    }

    function digests(string memory key) private view returns (bytes32[] memory) {
        return vm.parseJsonBytes32Array(_json, key);
    }
}

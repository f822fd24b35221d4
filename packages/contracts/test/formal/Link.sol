// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AppealModel} from "../../formal/models/AppealModel.sol";
import {LedgerModel} from "../../formal/models/LedgerModel.sol";
import {SeatModel} from "../../formal/models/SeatModel.sol";
import {TaskModel} from "../../formal/models/TaskModel.sol";
import {Seat, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {QuorumLib} from "../../src/libraries/QuorumLib.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice The contract and the models that properties are proved of, side by side: what each step of the contract is
/// in the models, and whether both say the same afterwards. A step that only one of them can do, or that leaves them
/// different, fails.
abstract contract Link is BaseTest {
    LedgerModel internal ledger;
    SeatModel[] internal seatModels;
    mapping(bytes32 task => TaskModel) internal lives;
    /// @dev Of decided tasks.
    mapping(bytes32 task => AppealModel) internal appealModels;
    /// @dev What an appeal is about.
    mapping(bytes32 appealTask => bytes32) internal subjectOf;
    bytes32[] internal tasks;

    function setUp() public virtual override {
        super.setUp();
        ledger = new LedgerModel(p.bond);
        for (uint16 seat; seat < SEATS; ++seat) {
            _joined(seat);
        }
    }

    /* SEATS */

    function _joined(uint16 seat) internal {
        if (seat == seatModels.length) seatModels.push(new SeatModel(p.bond, p.exitNotice, p.unbondingPeriod));
        seatModel(seat).join();
        ledger.join();
    }

    function seatModel(uint16 seat) internal returns (SeatModel model) {
        model = seatModels[seat];
        model.pass(vm.getBlockTimestamp());
    }

    function _slash(bytes32 task, uint256 member, uint96 penalty) internal returns (uint256) {
        return seatModel(seatAt(task, uint8(member))).slash(penalty);
    }

    /* TASKS */

    function _added(bytes32 task) internal {
        Task memory t = consensus.getTask(task);
        TaskModel model = new TaskModel(
            t.committeeSize,
            QuorumLib.quorum(t.committeeSize),
            uint32(commitEnd(task)),
            uint32(revealEnd(task)),
            uint32(deadAt(task))
        );
        lives[task] = model;
        life(task).add();
        // One task is told apart: the first.
        if (tasks.length == 0) ledger.addThisTask(t.fee);
        else ledger.addTask(t.fee);
        tasks.push(task);
    }

    function life(bytes32 task) internal returns (TaskModel model) {
        model = lives[task];
        model.pass(vm.getBlockTimestamp());
    }

    function appealModel(bytes32 task) internal returns (AppealModel model) {
        model = appealModels[task];
        model.pass(vm.getBlockTimestamp());
    }

    /* VERDICTS */

    /// @dev What lane 2 makes of the votes, counted anew.
    function _closed(bytes32 task, Task memory before) internal {
        bytes32[] memory outputs = _revealed(task, before);
        (bytes32 output, uint256 votes) = _mostPopular(outputs);
        bool alive = vm.getBlockTimestamp() < deadAt(task);
        if (output == UNAVAILABLE || !alive) {
            (output, votes) = (0, output == UNAVAILABLE && alive ? type(uint256).max : 0);
        }
        life(task).finalize(output == 0 ? 0 : votes, output);
        if (alive && votes != type(uint256).max) _punishCourt(task, before, outputs, output);
        _pay(task, before, outputs, output);
    }

    function _settled(bytes32 task, Task memory before, bytes32[] memory outputs) internal {
        (bytes32 output, uint256 votes) = _mostPopular(outputs);
        (uint256 voters, uint256 more, uint256 known) = (_voters(outputs), 0, 0);
        for (uint256 member; member < outputs.length; ++member) {
            uint256 bit = 1 << member;
            if (voters & bit & ~uint256(before.committed) != 0) ++more;
            if ((voters | before.revealed) & bit != 0) ++known;
        }
        output = output == UNAVAILABLE ? bytes32(0) : output;
        life(task).settle(votes, more, known, output);
        if (output != 0) _punishWrong(task, before, outputs, output);
        _pay(task, before, outputs, output);
    }

    function _punishCourt(bytes32 task, Task memory before, bytes32[] memory outputs, bytes32 output) private {
        for (uint256 member; member < outputs.length; ++member) {
            bool committed = before.committed & (1 << member) != 0;
            bool withheld = committed && outputs[member] == 0 && before.revealed != 0;
            if (withheld) ledger.slash(_slash(task, member, hardSlash()));
            if (!committed && output != 0) ledger.slash(_slash(task, member, before.fee / before.committeeSize));
        }
        if (output != 0) _punishWrong(task, before, outputs, output);
    }

    function _punishWrong(bytes32 task, Task memory before, bytes32[] memory outputs, bytes32 output) private {
        for (uint256 member; member < outputs.length; ++member) {
            if (outputs[member] == 0 || outputs[member] == output) continue;
            ledger.slash(_slash(task, member, _penaltyOf(before, outputs[member])));
        }
    }

    function _penaltyOf(Task memory t, bytes32 output) internal view returns (uint96) {
        return output == UNAVAILABLE ? t.fee / t.committeeSize : hardSlash();
    }

    function _pay(bytes32 task, Task memory before, bytes32[] memory outputs, bytes32 output) private {
        bool isFirst = task == tasks[0];
        uint8 count;
        for (uint256 member; member < outputs.length; ++member) {
            if (output != 0 && outputs[member] == output) ++count;
        }
        if (count != 0) {
            for (uint8 member; member < outputs.length; ++member) {
                if (outputs[member] == output) seatModel(seatAt(task, member)).reward(shareOf(before.fee, count));
            }
            _decided(task, output);
        }
        if (isFirst && count != 0) ledger.decideThis(before.fee % count);
        else if (isFirst) ledger.refundThis();
        else if (count != 0) ledger.decide(before.fee, before.fee % count);
        else ledger.refund(before.fee);
        _closedAppeal(task, output);
    }

    function _decided(bytes32 task, bytes32 output) private {
        AppealModel model =
            new AppealModel(p.commitWindow, p.revealWindow, p.proofWindow, p.appealWindow, p.unbondingPeriod);
        appealModels[task] = model;
        appealModel(task).decide(consensus.getTask(task).addedAt, output);
    }

    function _closedAppeal(bytes32 task, bytes32 output) internal {
        if (subjectOf[task] != 0) appealModel(subjectOf[task]).closeAppeal(output);
    }

    /* COUNTING */

    function _revealed(bytes32 task, Task memory t) internal view returns (bytes32[] memory outputs) {
        outputs = consensus.ballots(task);
        for (uint256 member; member < outputs.length; ++member) {
            if (t.revealed & (1 << member) == 0) outputs[member] = 0;
        }
    }

    /// @dev Zero if no output has the quorum.
    function _mostPopular(bytes32[] memory outputs) internal pure returns (bytes32 output, uint256 votes) {
        for (uint256 i; i < outputs.length; ++i) {
            uint256 its;
            for (uint256 j; j < outputs.length; ++j) {
                if (outputs[i] != 0 && outputs[j] == outputs[i]) ++its;
            }
            if (its >= quorumOf(uint8(outputs.length))) return (outputs[i], its);
        }
    }

    function _voters(bytes32[] memory outputs) internal pure returns (uint256 voters) {
        for (uint256 member; member < outputs.length; ++member) {
            if (outputs[member] != 0) voters |= 1 << member;
        }
    }

    function _count(uint256 members) internal pure returns (uint256 total) {
        for (; members != 0; members >>= 1) {
            total += members & 1;
        }
    }

    /* COMPARISON */

    function assertLinked() internal view {
        _compareLedger();
        for (uint16 seat; seat < seatModels.length; ++seat) {
            Seat memory s = consensus.getSeat(seat);
            assertEq(seatModels[seat].taken(), s.signer != address(0), "taken");
            assertEq(seatModels[seat].to(), s.to, "to");
            assertEq(seatModels[seat].balance(), s.balance, "balance");
        }
        for (uint256 i; i < tasks.length; ++i) {
            _compareTask(tasks[i]);
        }
    }

    function _compareLedger() private view {
        uint256 stakes;
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            stakes += balanceOf(seat);
        }
        uint256 fees;
        for (uint256 i; i < tasks.length; ++i) {
            Task memory t = consensus.getTask(tasks[i]);
            if (t.state == State.Open) fees += t.fee;
        }
        assertEq(ledger.held(), holdingsOf(address(consensus)), "held");
        assertEq(ledger.stakes(), stakes, "stakes");
        assertEq(ledger.fees(), fees, "fees");
        assertEq(ledger.credits(), consensus.credit(REQUESTER) + consensus.credit(STRANGER), "credits");
        assertEq(ledger.treasury(), consensus.owedTreasury(), "treasury");
        assertEq(ledger.sink(), consensus.owedSink(), "sink");
    }

    function _compareTask(bytes32 task) private view {
        (Task memory t, TaskModel model) = (consensus.getTask(task), lives[task]);
        assertEq(uint8(model.state()), uint8(t.state), "state");
        assertEq(model.committed(), _count(t.committed), "committed");
        assertEq(model.revealed(), _count(t.revealed), "revealed");
        assertEq(model.winners(), _count(t.winners), "winners");
        assertEq(model.output(), t.output, "output");
        if (t.state != State.Decided) return;
        AppealModel about = appealModels[task];
        (, bytes32 output, bytes32 appealTask, bool overturned) = consensus.result(task);
        assertEq(about.output(), output, "the first output");
        assertEq(uint8(about.state()), uint8(consensus.getTask(appealTask).state), "the appeal's state");
        assertEq(
            overturned, about.state() == State.Decided && about.appealOutput() != about.output(), "decided otherwise"
        );
    }
}

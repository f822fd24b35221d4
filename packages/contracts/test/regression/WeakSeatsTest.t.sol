// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LateVote, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskSteps} from "../support/TaskSteps.sol";
import {Vm} from "../support/Vm.sol";

/// @notice What seats that can pay for nothing do to the money and to the events.
contract WeakSeatsTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 0;
    }

    function setUp() public override {
        super.setUp();
        openBareList(12);
    }

    /// @dev A task with an emptied seat in its committee, which has lost everything in another one meanwhile.
    function withEmptied(uint8 size) private returns (Terms memory terms, uint16 seat, uint8 member) {
        Terms memory lost = ask(3);
        seat = seatsOf(lost)[0];
        (terms, member) = askUntilDrawn(seat, size, p.minimumShare);
        settled(lost, outputsOf(3, LIE));
        concludedAppeal(lost, TRUTH);
        assertLt(balanceOf(seat), hardSlash(), "it could not pay for a lie");
    }

    /// @dev A seat that had nothing to lose brings its vote late and is slashed for nothing. Were it repaid what the
    /// vote costs, the appellant and the members after it would get less.
    function test_P6_whoLostNothingIsRepaidNothing() public {
        (Terms memory terms, uint16 seat, uint8 member) = withEmptied(3);
        Digest[] memory outputs = outputsOf(3, LIE);
        outputs[member] = TRUTH;
        Committee committee = settledBy(terms, outputs, all(3) & ~uint16(1 << member));
        uint64 before = balanceOf(seat);
        LateVote memory late = lateVoteOf(terms, committee, outputs, member);
        consensus.addVote(late);
        uint256 lost = before - balanceOf(seat);
        (, committee) = answeredAppeal(terms, TRUTH);
        before = balanceOf(seat);
        consensus.conclude(idOf(terms), committee);
        assertLe(balanceOf(seat) - before, lost, "no more than it had lost");
    }

    /// @dev A vote that does not count makes its member known and its share the sink's: an indexer has to hear of it
    /// (P10, A23).
    function test_P10_eventsTellWhatAVoteThatDoesNotCountDoes() public {
        (Terms memory terms,, uint8 member) = withEmptied(3);
        uint16 others = all(3) & ~uint16(1 << member);
        takeLogs();
        uint256 state = vm.snapshotState();
        (bytes32 brought, uint256 owed) = settleAndHash(terms, outputsOf(3, TRUTH));
        vm.revertToState(state);
        (bytes32 absent, uint256 owedWithout) = settleAndHash(terms, outputsFrom(3, others, TRUTH));
        assertTrue(owed != owedWithout, "the sink is owed a share in one of them");
        assertNotEq(brought, absent, "and the events say in which");
    }

    function settleAndHash(Terms memory terms, Digest[] memory outputs) private returns (bytes32 hash, uint256 owed) {
        takeLogs();
        consensus.settle(settlementOf(terms, outputs));
        Vm.Log[] memory logs = takeLogs();
        for (uint256 i; i < logs.length; ++i) {
            hash = keccak256(abi.encode(hash, logs[i].topics, logs[i].data));
        }
        owed = consensus.owedSink();
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {AttackTest} from "./AttackTest.sol";

/// @notice Lane 1 without computing: copying a vote that others have signed already.
contract SealTest is AttackTest {
    uint8 private constant SIZE = 7;
    uint8 private constant COPIER = 6;
    bytes32 private task;

    function setUp() public override {
        super.setUp();
        task = sealedTask(SIZE, 0.07 ether);
    }

    /// @dev Everybody else has sealed and signed. Now the copier knows the answer, and there is no place for it.
    function test_copy_after_seal(uint256 who, bytes32 salt) public {
        uint8 copier = uint8(bound(who, 0, SIZE - 1));
        bytes32 seal = sealWithout(copier);
        Settlement memory s = honestSettlement(copier, seal);
        uint256 snapshot = vm.snapshotState();

        Vote memory copied = signedVote(task, copier, TRUTH, seal);
        copied.salt = salt;
        withVote(s, copier, copied);
        refuses(s);

        vm.revertToState(snapshot);
        settleAsRequester(honestSettlement(copier, seal));
        assertState(task, State.Decided);
        assertEq(balanceOf(seatAt(task, copier)), p.bond, "nothing for the copier");
    }

    /// @dev It sealed something at random, to have a place: no salt opens that as the answer.
    function test_copy_after_sealing_garbage(bytes32 garbage, bytes32 salt) public {
        bytes32[] memory commitments = commitmentsFor(task, outputsOf(SIZE, TRUTH));
        vm.assume(garbage != commitments[COPIER]);
        commitments[COPIER] = garbage;
        bytes32 seal = consensus.sealOf(commitments);
        Settlement memory s = honestSettlement(COPIER, seal);
        s.absent[0] = garbage;
        uint256 snapshot = vm.snapshotState();

        Vote memory copied = signedVote(task, COPIER, TRUTH, seal);
        copied.salt = salt;
        withVote(s, COPIER, copied);
        refuses(s);

        vm.revertToState(snapshot);
        s = honestSettlement(COPIER, seal);
        s.absent[0] = garbage;
        settleAsRequester(s);
        assertEq(balanceOf(seatAt(task, COPIER)), p.bond, "nothing for the copier");
    }

    /// @dev The copier, or a sealer that is its friend, makes a second seal with the copier in it. Honest members sign
    /// one seal: their votes are none under the second.
    function test_second_seal_does_not_help_a_copier(uint256 friends) public {
        bytes32 first = sealWithout(COPIER);
        bytes32 second = consensus.sealOf(commitmentsFor(task, outputsOf(SIZE, TRUTH)));
        assertNotEq(first, second, "two seals");
        Settlement memory s = settlementOf(task, TRUTH);
        // So many sign both, as long as one is honest.
        uint256 dishonest = bound(friends, 0, SIZE - 2);
        for (uint8 member; member < SIZE; ++member) {
            bool signsBoth = member < dishonest || member == COPIER;
            s.votes[member] = signedVote(task, member, TRUTH, signsBoth ? second : first);
        }
        refuses(s);
    }

    /// @dev Not even all members together find a word that stands for two outputs.
    function test_one_commitment_opens_one_output() public {
        Settlement memory s = settlementOf(task, TRUTH);
        bytes32 seal = consensus.sealOf(commitmentsFor(task, outputsOf(SIZE, TRUTH)));
        s.choices[0].output = LIE;
        signAll(s, SIZE, seal);
        refuses(s);
    }

    /// @dev The copier's commitment is a copy of another member's: it opens for that seat alone.
    function test_copied_commitment_in_a_seal() public {
        bytes32[] memory commitments = commitmentsFor(task, outputsOf(SIZE, TRUTH));
        commitments[COPIER] = commitments[0];
        bytes32 seal = consensus.sealOf(commitments);
        Settlement memory s = honestSettlement(COPIER, seal);
        Vote memory copied = signedVote(task, COPIER, TRUTH, seal);
        copied.salt = saltOf(task, 0);
        withVote(s, COPIER, copied);
        refuses(s);
    }

    function sealWithout(uint8 member) private view returns (bytes32) {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[member] = 0;
        return consensus.sealOf(commitmentsFor(task, outputs));
    }

    /// @dev All others bring the truth, signed with this seal.
    function honestSettlement(uint8 without, bytes32 seal) private view returns (Settlement memory s) {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[without] = 0;
        s = settlementOf(task, outputs, uint16(127 ^ (1 << without)));
        signAll(s, SIZE, seal);
    }
}
